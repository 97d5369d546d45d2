package io.aegis.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the pictures of docs/dashboard.md from a demo that has run for a while. Not a test, so the suite does not find
 * it by its name; the page says how to run it.
 */
@Tag("slow")
final class Screenshots {

    private static final Path IMAGES = Program.root().resolve("docs/images");
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** The simulator's default start, before which lies its backfill. */
    private static final String LIVE = "2025-11-02";

    @TempDir
    private Path directory;

    @Test
    void shouldTakeThePicturesOfTheDocumentation() throws Exception {
        Files.createDirectories(IMAGES);
        String port = Integer.toString(Machine.freePort());
        try (Running demo = Program.start(
                        directory, "demo", "--port", port, "--interval", "3s", "--data", "data", "--customers", "200");
                Chrome chrome = new Chrome()) {
            String url = demo.address();
            Api api = new Api(url, null);
            Await.until(
                    "the backfill is over",
                    PATIENCE,
                    () -> api.get("/api/v1/status").get("now").asString("").compareTo(LIVE) > 0);
            // Its calls reach the small series up to ten seconds later.
            Await.sleep(12_000);
            take(chrome, url, api, false);
            take(chrome, url, api, true);
        }
    }

    private static void take(Chrome chrome, String url, Api api, boolean dark) {
        String suffix = dark ? "-dark.png" : ".png";
        try (BrowserContext person = chrome.person(1280, 860, dark)) {
            Page page = person.newPage();
            Await.until("an error waits", PATIENCE, () -> some(api, "error_debugging", "open"));
            String id = first(api, "error_debugging");
            shoot(page, url + "/interventions/" + id, "interventions" + suffix);
            shoot(page, url + "/customers?sort=-mrr", "customers" + suffix);
            shoot(page, url + "/customer?id=" + customer(api, id), "customer" + suffix);
            shoot(page, url + "/rules", "rules" + suffix);
        }
        try (BrowserContext phone = chrome.person(390, 780, dark)) {
            shoot(phone.newPage(), url + "/", "phone" + suffix);
        }
    }

    private static void shoot(Page page, String address, String name) {
        page.navigate(address);
        page.locator("[data-link='live']").waitFor();
        for (int look = 0;
                look < 20 && page.getByText("Its calls are being counted").isVisible();
                look++) {
            page.waitForTimeout(1_000);
            page.reload();
            page.locator("[data-link='live']").waitFor();
        }
        page.evaluate("document.fonts.ready");
        page.screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name)));
    }

    private static boolean some(Api api, String rule, String status) {
        return !api.get("/api/v1/interventions?rule=" + rule + "&status=" + status)
                .get("items")
                .isEmpty();
    }

    private static String first(Api api, String rule) {
        return api.get("/api/v1/interventions?status=open&rule=" + rule)
                .get("items")
                .get(0)
                .get("id")
                .asString();
    }

    private static String customer(Api api, String intervention) {
        return api.get("/api/v1/interventions/" + intervention).get("customer").asString();
    }
}
