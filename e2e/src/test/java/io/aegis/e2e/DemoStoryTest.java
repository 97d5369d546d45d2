package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demo tells the mission's story on an open page, and goes on where it was when started again. */
@Tag("slow")
final class DemoStoryTest {

    private static final String SHOWN_LATE_BY = """
            () => [...window.watched.told]
              .filter(([key]) => window.watched.shown.has(key))
              .map(([key, at]) => window.watched.shown.get(key) - at)
            """;

    @TempDir
    private Path directory;

    private Running demo() {
        return Program.start(directory, "demo", "--interval", "2s", "--port", "0", "--data", "world");
    }

    @Test
    void shouldTellTheStoryAndGoOnFromIt() throws IOException {
        long now;
        try (Running demo = demo();
                Chrome chrome = new Chrome()) {
            Api api = new Api(demo.address(), null);
            Page page = chrome.page();
            page.navigate(demo.address() + "/");
            page.evaluate(script());
            demo.awaitLine("Running simulation cycle", Duration.ofMinutes(3));
            Await.until("the four kinds have opened and three have cleared", Duration.ofMinutes(2), () -> toldIn(api));
            assertThat(demo.count("Running simulation cycle"))
                    .as("cycles so far")
                    .isLessThanOrEqualTo(30);

            Await.until(
                    "rows have come and gone",
                    Duration.ofSeconds(60),
                    () -> lateByMillis(page).size() > 20);
            assertThat(lateByMillis(page))
                    .as("milliseconds from the stream's event to the row on the page")
                    .satisfies(
                            late -> assertThat(late.get(late.size() * 9 / 10)).isLessThan(200));
            assertThat(toldSeconds(api))
                    .as("seconds from the engine's decision to the stream, the ninth decile")
                    .isBetween(0.0, 0.2);
            assertThat(page.evaluate("() => typeof window.watched"))
                    .as("the page was not loaded again")
                    .isEqualTo("object");
            page.getByText("Run Monitor Check").first().click();
            page.getByText("customers checked").first().waitFor();
            now = millis(api);
            assertThat(demo.interrupt().exitStatus())
                    .as("exit status after Ctrl+C")
                    .isIn(0, 130, 143);
            assertThat(demo.notes()).contains("stopped after");
        }
        assertThat(Machine.postgres(directory.resolve("world")))
                .as("PostgreSQL after the demo has ended")
                .isEmpty();
        goesOn(now);
    }

    private void goesOn(long before) {
        long from = System.nanoTime();
        try (Running demo = demo()) {
            Api api = new Api(demo.address(), null);
            assertThat(System.nanoTime() - from)
                    .as("nanoseconds to the second start")
                    .isLessThan(8_000_000_000L);
            assertThat(millis(api)).as("event time").isGreaterThanOrEqualTo(before);
            Await.until("the world goes on", Duration.ofSeconds(40), () -> millis(api) > before + 86_400_000);
        }
    }

    private static boolean toldIn(Api api) {
        List<JsonNode> all = api.all("/api/v1/interventions?status=all");
        TreeSet<String> opened =
                all.stream().map(item -> item.get("rule").asString()).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> cleared = all.stream()
                .filter(item ->
                        "condition_cleared".equals(item.path("end_reason").asString("")))
                .map(item -> item.get("rule").asString())
                .collect(Collectors.toCollection(TreeSet::new));
        return opened.containsAll(
                        List.of("error_debugging", "onboarding_check_in", "retention_outreach", "upsell_suggestion"))
                && cleared.containsAll(List.of("error_debugging", "onboarding_check_in", "retention_outreach"));
    }

    /** As the server measured it since it was started. */
    private static double toldSeconds(Api api) {
        return api.text("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("aegis_decision_told_seconds{quantile=\"0.9\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static long millis(Api api) {
        return java.time.Instant.parse(api.get("/api/v1/status").get("now").asString())
                .toEpochMilli();
    }

    private static List<Double> lateByMillis(Page page) {
        return ((List<?>) page.evaluate(SHOWN_LATE_BY))
                .stream().map(late -> ((Number) late).doubleValue()).sorted().toList();
    }

    private static String script() throws IOException {
        try (InputStream in = DemoStoryTest.class.getResourceAsStream("/watch/watch.js")) {
            return new String(Objects.requireNonNull(in, "watch.js").readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
