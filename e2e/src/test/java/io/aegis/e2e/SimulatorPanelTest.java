package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A person steers the demo's world on its page, sees what it did, and finds it again after a restart. */
@Tag("slow")
final class SimulatorPanelTest {

    @TempDir
    private Path directory;

    private Running demo() {
        return Program.start(directory, "demo", "--interval", "2s", "--port", "0", "--data", "world");
    }

    @Test
    void shouldPauseAndCauseAndShowTheTruthBesideWhatWasFound() {
        try (Running demo = demo();
                Chrome chrome = new Chrome()) {
            Api api = new Api(demo.address(), null);
            demo.awaitLine("Running simulation cycle", Duration.ofMinutes(3));
            Page page = chrome.page();
            page.navigate(demo.address() + "/simulator");
            page.locator("#cause-what").selectOption("error_spike");
            page.locator("#cause-whom").fill("bigcorp-ltd");
            page.getByText("Cause it").click();
            page.getByText("Caused at bigcorp-ltd").first().waitFor();
            page.locator("[data-part=truth] tr", new Page.LocatorOptions().setHasText("bigcorp-ltd"))
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("found "))
                    .first()
                    .waitFor();
            for (int width : List.of(390, 1280, 1920)) {
                for (ColorScheme light : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    page.setViewportSize(width, 900);
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(light));
                    Axe.shouldPass(page, light + " at " + width);
                }
            }

            page.locator("#cause-what").selectOption("platform_outage");
            page.locator("#cause-whom").fill("");
            page.locator("#cause-cycles").fill("3");
            page.getByText("Cause it").click();
            page.getByText("Caused for all").first().waitFor();
            Page inbox = chrome.page();
            inbox.navigate(demo.address() + "/");
            inbox.locator("[data-incident]").waitFor();
            assertThat(inbox.locator("[data-incident]").textContent()).contains("Platform incident", "held back");

            page.locator("[data-key=pause]").click();
            page.getByText("The world stands still.").first().waitFor();
            JsonNode paused = api.get("/api/v1/simulator");
            assertThat(paused.path("paused").asBoolean()).isTrue();
            assertThat(paused.path("caused").asInt()).isEqualTo(2);
            page.waitForTimeout(500);
            assertThat(api.get("/api/v1/simulator").path("now")).isEqualTo(paused.path("now"));
            demo.interrupt();
        }
        try (Running demo = demo()) {
            Api api = new Api(demo.address(), null);
            Await.until(
                    "the world has its orders again",
                    Duration.ofSeconds(40),
                    () -> api.get("/api/v1/simulator/episodes").toString().contains("platform_outage"));
            assertThat(api.get("/api/v1/simulator").path("caused").asInt()).isEqualTo(2);
        }
    }
}
