package io.aegis.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Sheets of tables are to be seen whole; what a person typed is not lost; the inbox says whose it is. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SheetsTest {

    /** Each corner of the sheet, and its button, is what a click there would hit. */
    private static final String IN_FRONT = """
            (sheet) => {
              const box = sheet.getBoundingClientRect();
              const button = sheet.querySelector("button").getBoundingClientRect();
              const hit = (x, y) => sheet.contains(document.elementFromPoint(x, y));
              return hit(box.left + 4, box.top + 4) && hit(box.right - 5, box.top + 4)
                && hit(box.left + 4, box.bottom - 5) && hit(box.right - 5, box.bottom - 5)
                && hit(button.left + button.width / 2, button.top + button.height / 2)
                && sheet.scrollWidth <= sheet.clientWidth;
            }
            """;

    @TempDir
    private static Path directory;

    private Server server;
    private Chrome chrome;
    private BrowserContext person;

    @BeforeAll
    void start() throws Exception {
        server = Server.start(directory, "source");
        World world = new World(server.api());
        world.pass(Duration.ofHours(1)).customer("acme", "Example Corp", "pro");
        for (int hour = 0; hour < 4; hour++) {
            world.calls("acme", "/v1/orders", 20, 20).pass(Duration.ofHours(1)).send();
        }
        String unreadable = "{\"type\":\"api_call\",\"customer\":\"acme\",\"at\":\"" + world.now()
                + "\",\"method\":\"GET\",\"route\":\"/v1/" + "long".repeat(150) + "\",\"status\":\"many\"}";
        server.api()
                .send(server.api()
                        .request("/v1/events")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(unreadable))
                        .build());
        chrome = new Chrome();
        person = chrome.person(1440, 900, false);
        Page page = person.newPage();
        page.navigate(server.url() + "/");
        Chrome.signIn(page, server.token());
        page.waitForURL(Pattern.compile(".*/$"));
        page.close();
    }

    @AfterAll
    void stop() {
        if (chrome != null) {
            chrome.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Page open(String address, int width) {
        Page page = person.newPage();
        page.setViewportSize(width, 900);
        page.navigate(server.url() + address);
        return page;
    }

    private static void shouldBeInFront(Page page, String summary) {
        page.locator("summary", new Page.LocatorOptions().setHasText(summary))
                .last()
                .click();
        Locator sheet = page.locator("details[open] > .sheet");
        assertThat(sheet).isVisible();
        // Placed by an event that comes after the opening.
        page.waitForFunction("() => (" + IN_FRONT + ")(document.querySelector('details.menu[open] > .sheet'))");
    }

    @Test
    void shouldShowASheetOfTheLastRowWhole() {
        for (int width : new int[] {1440, 390}) {
            Page settings = open("/settings", width);
            shouldBeInFront(settings, "Revoke");
            settings.close();
            Page sources = open("/sources", width);
            shouldBeInFront(sources, "Put right");
            sources.close();
        }
    }

    @Test
    void shouldKeepARefusedLineWithinThePage() {
        Page page = open("/sources", 1440);
        Locator table = page.locator("#rejected .sheet-scroll");
        Assertions.assertThat(table.evaluate("(box) => box.scrollWidth <= box.clientWidth"))
                .isEqualTo(true);
        page.close();
    }

    @Test
    void shouldKeepTheNoteOfAMoveThatCameTooLate() {
        Page page = open("/", 1440);
        page.locator("li.row a").first().click();
        page.locator("summary", new Page.LocatorOptions().setHasText("Resolve")).click();
        page.locator("form[action$='/resolve'] textarea").fill("They rolled back");
        String id = page.locator("[data-detail]").getAttribute("data-detail");
        server.api().post("/api/v1/interventions/" + id + "/dismiss", "{\"reason\":\"known\"}");
        page.locator("form[action$='/resolve'] .btn.primary").click();
        assertThat(page.locator(".toast")).containsText("Not done");
        assertThat(page.locator("#comment-text")).hasValue("They rolled back");
        page.locator("#comment-text").focus();
        page.keyboard().press("Escape");
        Assertions.assertThat(page.evaluate("document.activeElement.matches('[data-pane]')"))
                .as("focus after Esc in a comment")
                .isEqualTo(true);
        page.close();
        server.api().post("/api/v1/interventions/" + id + "/undo", "");
    }

    @Test
    void shouldNameTheCustomerWhoseInterventionsAreListed() {
        Page page = open("/?status=all&customer=acme", 1440);
        assertThat(page.locator(".badge.only")).hasText("Only Example Corp");
        page.close();
    }
}
