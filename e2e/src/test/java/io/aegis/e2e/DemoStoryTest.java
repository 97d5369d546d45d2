package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The demo tells the mission's story on an open page; a person steers its world, carries what it caused to the end, and
 * finds it again after a restart.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DemoStoryTest {

    private static final String SPIKED = "bigcorp-ltd";
    private static final String SHOWN_LATE_BY = """
            () => [...window.watched.told]
              .filter(([key]) => window.watched.shown.has(key))
              .map(([key, at]) => window.watched.shown.get(key) - at)
            """;

    @TempDir
    private static Path directory;

    private Running demo;
    private Chrome chrome;
    private Api api;

    private static Running start() {
        return Program.start(directory, "demo", "--interval", "2s", "--port", "0", "--data", "world");
    }

    @BeforeAll
    void open() {
        demo = start();
        chrome = new Chrome();
        api = new Api(demo.address(), null);
    }

    @AfterAll
    void close() {
        chrome.close();
        demo.close();
    }

    @Test
    @Order(1)
    void shouldTellTheStoryOnAnOpenPage() throws IOException {
        Page page = chrome.page();
        page.navigate(demo.address() + "/");
        page.evaluate(script());
        demo.awaitLine("Running simulation cycle", Duration.ofMinutes(3));
        Await.until("the four kinds have opened and three have cleared", Duration.ofMinutes(4), () -> toldIn(api));
        assertThat(demo.count("Running simulation cycle")).as("cycles so far").isLessThanOrEqualTo(30);

        Await.until(
                "rows have come and gone",
                Duration.ofSeconds(60),
                () -> lateByMillis(page).size() > 20);
        // What is pushed comes within a second on any machine, what is asked for now and then does not.
        List<Double> late = lateByMillis(page);
        double told = toldSeconds(api);
        System.out.printf(
                Locale.ROOT,
                "from the decision to the stream: p90 %.3f s; from the stream to the row: p50 %.0f, p90 %.0f ms%n",
                told,
                late.get(late.size() / 2),
                late.get(late.size() * 9 / 10));
        assertThat(late.get(late.size() / 2))
                .as("milliseconds from the stream's event to the row on the page, the median")
                .isLessThan(1000);
        assertThat(told)
                .as("seconds from the engine's decision to the stream, the ninth decile")
                .isBetween(0.0, 1.0);
        assertThat(page.evaluate("() => typeof window.watched"))
                .as("the page was not loaded again")
                .isEqualTo("object");
        page.close();
    }

    @Test
    @Order(2)
    void shouldCarryASpikeCausedFromThePanelToItsEnd() {
        Page inbox = chrome.page();
        inbox.navigate(demo.address() + "/");
        inbox.locator("[data-link='live']").waitFor();
        inbox.evaluate("window.neverReloaded = true");
        Page panel = chrome.page();
        panel.navigate(demo.address() + "/simulator");
        cause(panel, "error_spike", SPIKED, "5");
        panel.getByText("Caused at " + SPIKED).first().waitFor();

        Locator row = inbox.locator(".row", new Page.LocatorOptions().setHasText("BigCorp Ltd"))
                .filter(new Locator.FilterOptions().setHasText("Error Debugging"));
        row.first().waitFor();
        press(panel, "Pause");
        panel.getByText("The world stands still.").first().waitFor();
        row.first().locator("a").click();
        inbox.locator("#detail-title").waitFor();
        assertThat(inbox.locator(".title .badge").first().textContent()).isEqualTo("Open");
        inbox.keyboard().press("c");
        inbox.locator("[data-part='timeline'] .acknowledged").waitFor();
        inbox.locator("#comment-text").fill("They roll the release back");
        inbox.locator("form[action$='/comment'] button").click();
        inbox.locator(".timeline blockquote").waitFor();

        press(panel, "Resume");
        inbox.locator(".title .badge", new Page.LocatorOptions().setHasText("Cleared"))
                .waitFor(new Locator.WaitForOptions().setTimeout(60_000));
        row.first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(inbox.locator(".timeline").textContent()).contains("They roll the release back");
        assertThat(inbox.evaluate("window.neverReloaded")).isEqualTo(true);

        inbox.getByText("Run Monitor Check").first().click();
        inbox.getByText("customers checked").first().waitFor();
        inbox.navigate(demo.address() + "/customers");
        inbox.locator("[data-link='live']").waitFor();
        inbox.keyboard().press("/");
        inbox.keyboard().type("bigcorp");
        inbox.waitForURL("**/customers?query=bigcorp");
        assertThat(inbox.locator("[data-customers] tbody tr").count()).isEqualTo(1);
        inbox.close();
        panel.close();
    }

    @Test
    @Order(3)
    void shouldShowTheTruthBesideWhatWasFoundAndOneIncidentForAll() {
        Page page = chrome.page();
        page.navigate(demo.address() + "/simulator");
        page.locator("[data-part=truth] tr", new Page.LocatorOptions().setHasText(SPIKED))
                .filter(new Locator.FilterOptions().setHasText("found "))
                .first()
                .waitFor();
        press(page, "Pause");
        page.getByText("The world stands still.").first().waitFor();
        page.setViewportSize(1280, 900);
        page.navigate(demo.address() + "/simulator");
        TabWalk.shouldReachAll(page, "/simulator");
        Axe.shouldPassInEverySizeAndLight(page, "/simulator");
        press(page, "Resume");

        shouldKeepWhatIsTyped(page);
        cause(page, "platform_outage", "", "3");
        page.getByText("Caused for all").first().waitFor();
        Page inbox = chrome.page();
        inbox.navigate(demo.address() + "/");
        inbox.locator("[data-incident]").waitFor();
        assertThat(inbox.locator("[data-incident]").textContent()).contains("Platform incident", "held back");
        inbox.close();

        press(page, "Pause");
        page.getByText("The world stands still.").first().waitFor();
        JsonNode paused = api.get("/api/v1/simulator");
        assertThat(paused.path("paused").asBoolean()).isTrue();
        assertThat(paused.path("caused").asInt()).isEqualTo(2);
        page.waitForTimeout(500);
        assertThat(api.get("/api/v1/simulator").path("now")).isEqualTo(paused.path("now"));
        press(page, "Resume");
        Await.until(
                "the world goes on",
                Duration.ofMinutes(2),
                () -> !api.get("/api/v1/simulator").path("paused").asBoolean(true));
        page.close();
    }

    @Test
    @Order(4)
    void shouldEndCleanlyAndGoOnFromWhereItWas() {
        long before = millis(api);
        assertThat(demo.interrupt().exitStatus()).as("exit status after Ctrl+C").isIn(0, 130, 143);
        assertThat(demo.notes()).contains("stopped after");
        assertThat(Machine.postgres(directory.resolve("world")))
                .as("PostgreSQL after the demo has ended")
                .isEmpty();
        demo = start();
        api = new Api(demo.address(), null);
        assertThat(millis(api)).as("event time").isGreaterThanOrEqualTo(before);
        Await.until("the world goes on", Duration.ofMinutes(2), () -> millis(api) > before + 86_400_000);
        Await.until(
                "the world has its orders again",
                Duration.ofMinutes(2),
                () -> api.get("/api/v1/simulator/episodes").toString().contains("platform_outage"));
        assertThat(api.get("/api/v1/simulator").path("caused").asInt()).isEqualTo(2);
    }

    /** Waits for the button to offer it: a click on what it offered before would ask for that again. */
    private static void press(Page panel, String offer) {
        panel.locator("[data-key=pause]", new Page.LocatorOptions().setHasText(offer))
                .click();
    }

    /** The form's list of customers is made anew as they call; what stands in its fields is not. */
    private static void shouldKeepWhatIsTyped(Page panel) {
        panel.locator("#cause-whom").fill("somebody");
        panel.locator("#cause-what").selectOption("silence");
        panel.locator("#cause-what").evaluate("(field) => field.blur()");
        String world = panel.locator("[data-part='pace']").innerText();
        for (int refresh = 0; refresh < 3; refresh++) {
            String shown = world;
            Await.until(
                    "the page is fresh",
                    Duration.ofSeconds(60),
                    () -> !panel.locator("[data-part='pace']").innerText().equals(shown));
            world = panel.locator("[data-part='pace']").innerText();
        }
        assertThat(panel.locator("#cause-whom").inputValue()).isEqualTo("somebody");
        assertThat(panel.locator("#cause-what").inputValue()).isEqualTo("silence");
    }

    private static void cause(Page panel, String what, String whom, String cycles) {
        panel.locator("#cause-what").selectOption(what);
        panel.locator("#cause-whom").fill(whom);
        panel.locator("#cause-cycles").fill(cycles);
        panel.getByText("Cause it").click();
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
