package io.aegis.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people on one inbox, each in a browser of their own: what one does, the other sees. */
@Tag("slow")
final class TeamTest {

    private static final String CUSTOMER = "Example Corp";

    @TempDir
    private Path directory;

    @Test
    void shouldCarryAnErrorSpikeFromItsOpeningToItsEnd() {
        try (Server server = Server.start(directory, "source");
                Chrome chrome = new Chrome()) {
            // Made meanwhile: each is a program of its own.
            CompletableFuture<String> forMia = token("mia");
            CompletableFuture<String> forBen = token("ben");
            World world = new World(server.api());
            world.pass(Duration.ofHours(1));
            world.customer("acme", CUSTOMER, "pro");
            for (int other = 0; other < 120; other++) {
                world.customer("other-" + other, "Other " + other, "starter");
            }
            for (int hour = 0; hour < 30; hour++) {
                world.calls("acme", "/v1/orders", 40, 0)
                        .pass(Duration.ofHours(1))
                        .send();
            }
            Page mia = signedIn(chrome, server, forMia.join());
            Page ben = signedIn(chrome, server, forBen.join());

            world.calls("acme", "/v1/orders", 100, 200)
                    .pass(Duration.ofMinutes(3))
                    .send();
            open(mia);
            open(ben);

            act(mia, "acknowledge");
            assertThat(ben.locator("[data-part='timeline'] .acknowledged")).containsText("mia");
            assertThat(ben.locator("form[action$='/acknowledge']")).hasCount(0);

            ben.keyboard().press("t");
            // The name that stands there is replaced by what is typed.
            ben.keyboard().type("benjamin");
            act(ben, "assign");
            assertThat(mia.locator(".title .avatar + bdi")).hasText("benjamin");

            mia.locator("#comment-text").fill("They sent a wrong <b>schema</b>");
            act(mia, "comment");
            assertThat(ben.locator(".timeline blockquote")).containsText("<b>schema</b>");

            mia.keyboard().press("Escape");
            mia.locator("summary", new Page.LocatorOptions().setHasText("Dismiss"))
                    .click();
            mia.getByText("Known: someone is on it").click();
            act(mia, "dismiss");
            assertThat(ben.locator(".title .badge")).hasText("Dismissed");
            assertThat(row(ben)).hasCount(0);
            act(ben, "undo");
            assertThat(mia.locator(".title .badge")).hasText("Open");
            assertThat(row(mia).first()).isVisible();

            ben.locator("summary", new Page.LocatorOptions().setHasText("Resolve"))
                    .click();
            ben.getByText("The customer answered").click();
            act(ben, "resolve");
            assertThat(mia.locator(".title .badge")).hasText("Resolved");
            act(mia, "undo");
            assertThat(row(ben).first()).isVisible();
            // Before the server goes away: what was asked for then would come only with it.
            assertThat(row(mia).first()).isVisible();

            restart(server, mia);
            for (int step = 0; step < 3; step++) {
                world.calls("acme", "/v1/orders", 1_500, 0)
                        .pass(Duration.ofMinutes(10))
                        .send();
            }
            assertThat(mia.locator(".title .badge")).hasText("Cleared");
            assertThat(row(ben)).hasCount(0);

            mia.getByText("Run Monitor Check").first().click();
            assertThat(mia.getByText("customers checked").first()).isVisible();
            mia.navigate(server.url() + "/customers");
            assertThat(mia.locator("[data-link='live']")).isVisible();
            mia.keyboard().press("/");
            mia.keyboard().type("example c");
            mia.keyboard().press("Enter");
            assertThat(mia.locator("[data-customers] tbody tr")).hasCount(1);
            assertThat(mia.locator("[data-customers] tbody tr").first()).containsText(CUSTOMER);
        }
    }

    /** The server is killed while the page is open: it says so, keeps what it shows, and comes back by itself. */
    private static void restart(Server server, Page page) {
        assertThat(page.locator("[data-link='live']")).isVisible();
        page.evaluate("window.neverReloaded = true");
        server.running().kill();
        assertThat(page.locator("[data-lost]")).isVisible();
        assertThat(row(page).first()).isVisible();
        server.restartMillis();
        assertThat(page.locator("[data-link='live']")).isVisible();
        assertThat(page.locator("[data-lost]")).isHidden();
        org.assertj.core.api.Assertions.assertThat(page.evaluate("window.neverReloaded"))
                .isEqualTo(true);
    }

    private CompletableFuture<String> token(String name) {
        return CompletableFuture.supplyAsync(() -> Program.answer(
                        directory, "token", "create", "--name", name, "--scopes", "read,operate", "--data", "data")
                .strip());
    }

    private static Page signedIn(Chrome chrome, Server server, String token) {
        BrowserContext person = chrome.person(1440, 900, false);
        Page page = person.newPage();
        page.navigate(server.url() + "/");
        Chrome.signIn(page, token);
        page.waitForURL(Pattern.compile(".*/$"));
        assertThat(page.locator("[data-link='live']")).isVisible();
        return page;
    }

    private static Locator row(Page page) {
        return page.locator(".row", new Page.LocatorOptions().setHasText(CUSTOMER))
                .filter(new Locator.FilterOptions().setHasText("Error Debugging"));
    }

    private static void open(Page page) {
        assertThat(row(page).first()).isVisible();
        row(page).locator("a").first().click();
        assertThat(page.locator("#detail-title")).hasText("Error Debugging");
    }

    private static void act(Page page, String move) {
        page.locator("form[action$='/" + move + "'] button").click();
    }
}
