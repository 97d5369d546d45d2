package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Every page and its states, walked by keyboard, judged by axe at every size in light and dark, with names from outside
 * that want to be something else than text.
 */
final class EveryPage {

    static final String SCRIPT_NAME = "<script>alert(1)</script>";
    static final String QUOTED_NAME = "O'Neil \"Quotes\" & ${7*7} {{7*7}}";
    static final String HEBREW_NAME = "שלום \u202Eevil";
    /** Without the sign that turns its direction. */
    static final String HEBREW_SHOWN = "שלום evil";

    static final String HOSTILE_ROUTE = "/v1/<img src=x onerror=alert(1)>/${7*7}";

    private final Server server;
    private final Page page;

    EveryPage(Server server, Page page) {
        this.server = server;
        this.page = page;
    }

    void shouldBeFitForAll() {
        for (String address : addresses()) {
            shouldBeFit(address);
        }
        shouldTellWhatBecameOfAFile();
        shouldBeFitWithAMenuOpen();
        shouldBeFitWithATokenMade();
        page.context().clearCookies();
        shouldBeFit("/sign-in");
        page.getByLabel("Access token").fill("wrong");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("[role='alert']")).isVisible();
        Axe.shouldPassInLightAndDark(page, "a refused sign-in");
    }

    private void shouldBeFit(String address) {
        page.setViewportSize(1280, 900);
        page.navigate(server.url() + address);
        TabWalk.shouldReachAll(page, address);
        assertThat(page.locator("h1").first().innerText()).as(address).isNotEqualTo("This page failed");
        assertThat(page.locator("main img, main script").count()).as(address).isZero();
        Axe.shouldPassInEverySizeAndLight(page, address);
    }

    /** An import with rows that were taken and rows that were not, hostile ones among both. */
    private void shouldTellWhatBecameOfAFile() {
        page.navigate(server.url() + "/customers");
        page.locator("summary", new Page.LocatorOptions().setHasText("Import")).click();
        String csv = "id,name,tier\nformula,\"=HYPERLINK(\"\"http://evil\"\")\",pro\nbad,Bad," + SCRIPT_NAME
                + "\nworse,Worse,${7*7} \u202E'\n";
        page.locator("#csv")
                .setInputFiles(new FilePayload(SCRIPT_NAME + ".csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.locator("[data-upload] button").click();
        Locator report = page.locator("[data-report]");
        PlaywrightAssertions.assertThat(report).containsText("1 record taken, 2 refused");
        PlaywrightAssertions.assertThat(report).containsText(SCRIPT_NAME);
        PlaywrightAssertions.assertThat(report).containsText("${7*7}");
        assertThat(server.api().text("/customers.csv")).contains("\"'=HYPERLINK(\"\"http://evil\"\")\"");
        shouldBeFit("/customers");
        page.getByText("Close this report").click();
        PlaywrightAssertions.assertThat(report).hasCount(0);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.navigate(server.url() + "/customer?id=evil");
        PlaywrightAssertions.assertThat(page.locator("h1").first()).hasText(SCRIPT_NAME);
        assertThat(page.title()).isEqualTo(SCRIPT_NAME + " · Aegis");
        assertThat(page.locator(".sidebar").isVisible()).isFalse();
        page.navigate(server.url() + "/customer?id=hebrew");
        assertThat(page.title()).isEqualTo("\u2068" + HEBREW_SHOWN + "\u2069 · Aegis");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    }

    private void shouldBeFitWithAMenuOpen() {
        page.navigate(server.url() + addresses().get(1));
        for (String menu : List.of("Resolve", "Snooze", "Dismiss", "Assign")) {
            page.locator("summary", new Page.LocatorOptions().setHasText(menu)).click();
            Axe.shouldPassInLightAndDark(page, "the menu " + menu);
        }
    }

    private void shouldBeFitWithATokenMade() {
        page.navigate(server.url() + "/settings");
        page.locator("#token-name").fill(QUOTED_NAME);
        page.getByText("Make the token").click();
        PlaywrightAssertions.assertThat(page.locator("main .callout").first()).isVisible();
        Axe.shouldPassInEverySizeAndLight(page, "an answer to a wish for a token");
    }

    private List<String> addresses() {
        String id = server.api()
                .get("/api/v1/interventions?status=all&rule=error_debugging")
                .get("items")
                .get(0)
                .get("id")
                .asString();
        return List.of(
                "/",
                "/interventions/" + id,
                "/?owner=nobody",
                "/customers",
                "/?include=internal",
                "/nowhere",
                "/customers?query=zzz",
                "/customers?sort=-mrr",
                "/customers?sort=error_rate",
                "/customer?id=evil",
                "/customer?id=quoted&range=24h",
                "/customer?id=none",
                "/interventions/none",
                "/rules",
                "/sources",
                "/settings",
                "/design");
    }
}
