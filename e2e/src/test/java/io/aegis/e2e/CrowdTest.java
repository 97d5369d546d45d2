package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two hundred clients of the stream and a real browser beside them, with fifty changes a second: nobody misses one. It
 * prints how long they took; docs/benchmarks.md has the figures of a quiet machine.
 */
@Tag("slow")
final class CrowdTest {

    private static final int SECONDS = Integer.getInteger("aegis.crowd.seconds", 10);
    private static final int RATE = 50;

    /** The rows that came, and how long after they opened each was in the document. */
    private static final String WATCH = """
        () => {
          window.came = new Set();
          window.took = [];
          window.tasks = [];
          new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((each) => each.duration)))
            .observe({ type: "longtask" });
          new MutationObserver((changes) => {
            for (const change of changes) for (const node of change.addedNodes) {
              const id = node.dataset?.id;
              if (!id || window.came.has(id)) continue;
              window.came.add(id);
              window.took.push(Date.now() - node.dataset.opened);
            }
          }).observe(document.querySelector("[data-rows]"), { childList: true });
        }
        """;

    @TempDir
    private Path directory;

    @Test
    void shouldTellEveryChangeToTwoHundredAndShowThemInABrowser() {
        try (Server server = Server.start(directory, "wall");
                Chrome chrome = new Chrome();
                BrowserContext person = chrome.person(1280, 900, false)) {
            Page page = person.newPage();
            page.navigate(server.url() + "/sign-in?next=/?rule=payment_failed");
            Chrome.signIn(page, server.token());
            PlaywrightAssertions.assertThat(page.locator("[data-link='live']")).isVisible();
            page.evaluate(WATCH);

            JsonNode told = crowd(server);

            int changes = RATE * SECONDS;
            assertThat(figure(told, "told")).isEqualTo(200 * changes);
            assertThat(figure(told, "missing")).isZero();
            List<String> opened = ids(server, "all");
            List<String> open = ids(server, "open");
            assertThat(opened).hasSizeGreaterThan(changes / 2);
            // Those that ended leave the list after they have said why.
            page.waitForFunction(
                    "wanted => document.querySelectorAll('.row').length === Math.min(wanted, 600)",
                    open.size(),
                    new Page.WaitForFunctionOptions().setTimeout(30_000));
            assertThat(strings(page.evaluate("[...window.came]"))).containsExactlyInAnyOrderElementsOf(opened);
            assertThat(strings(page.evaluate("[...document.querySelectorAll('.row')].map(row => row.dataset.id)")))
                    .isEqualTo(open.subList(0, Math.min(600, open.size())));
            System.out.printf(
                    Locale.ROOT,
                    "200 streams: p50 %.0f ms, p99 %.0f ms; the browser: p50 %s ms, p99 %s ms, longest task %s ms%n",
                    told.at("/figures/p50/value").asDouble(),
                    told.at("/figures/p99/value").asDouble(),
                    page.evaluate("took.sort((a, b) => a - b)[Math.floor(took.length * 0.5)]"),
                    page.evaluate("took[Math.floor(took.length * 0.99)]"),
                    page.evaluate("Math.round(Math.max(0, ...tasks))"));
        }
    }

    /** The measurement as anyone makes it. */
    private JsonNode crowd(Server server) {
        String json = Program.answer(
                directory,
                "bench",
                "stream",
                "--url",
                server.url(),
                "--token",
                server.token(),
                "--streams",
                "200",
                "--rate",
                Integer.toString(RATE),
                "--seconds",
                Integer.toString(SECONDS),
                "--json");
        return new JsonMapper().readTree(json);
    }

    private static int figure(JsonNode told, String name) {
        return told.at("/figures/" + name + "/value").asInt();
    }

    /** As the list shows them, newest first. */
    private static List<String> ids(Server server, String status) {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode part =
                    server.api().get("/api/v1/interventions?limit=500&rule=payment_failed&status=" + status + next);
            part.get("items").forEach(item -> ids.add(item.get("id").asString()));
            next = part.path("next").asString("").isEmpty()
                    ? ""
                    : "&cursor=" + part.get("next").asString();
        } while (!next.isEmpty());
        return ids;
    }

    private static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }
}
