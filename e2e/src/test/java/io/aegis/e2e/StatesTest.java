package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees where there is nothing yet, where the database is away and where the server is gone. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StatesTest {

    private static final List<String> PAGES = List.of("/", "/customers", "/rules", "/sources", "/settings");

    @TempDir
    private static Path directory;

    private Server server;
    private Chrome chrome;
    private BrowserContext person;
    private Page page;

    @BeforeAll
    void start() {
        server = Server.start(directory, "source");
        chrome = new Chrome();
        person = chrome.person(1280, 900, false);
        page = signedIn(person);
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

    @Test
    @Order(1)
    void shouldBeFitWhereThereIsNothingYet() {
        for (String address : PAGES) {
            page.navigate(server.url() + address);
            assertThat(page.locator("h1").first().innerText()).as(address).isNotEqualTo("This page failed");
            Axe.shouldPassInEverySizeAndLight(page, "empty " + address);
        }
        page.navigate(server.url() + "/");
        PlaywrightAssertions.assertThat(page.getByText("Waiting for the first events"))
                .isVisible();
    }

    @Test
    @Order(2)
    void shouldSayThatTheDatabaseIsAwayAndGoOnWithIt() throws IOException, InterruptedException {
        World world = new World(server.api());
        world.pass(Duration.ofHours(1)).customer("acme", "Example Corp", "pro");
        for (int hour = 0; hour < 4; hour++) {
            world.calls("acme", "/v1/orders", 20, 20).pass(Duration.ofHours(1)).send();
        }
        page.navigate(server.url() + "/");
        page.locator("li.row a").first().click();
        PlaywrightAssertions.assertThat(page.locator("[data-detail]")).isVisible();
        Path settings = server.data().resolve("pg/data/postgresql.conf");
        Path away = settings.resolveSibling("postgresql.conf.away");
        Files.move(settings, away);
        try {
            // The signal that ends PostgreSQL without waiting for who is connected.
            String postmaster = Files.readAllLines(settings.resolveSibling("postmaster.pid"))
                    .getFirst();
            assertThat(new ProcessBuilder("kill", "-INT", postmaster.strip())
                            .start()
                            .waitFor())
                    .isZero();
            shouldBeToldOnThePageThatIsOpen();
            shouldBeToldOnPagesThatAreOpenedThen();
        } finally {
            Files.move(away, settings);
        }
        Await.until("pages work again", Duration.ofSeconds(60), () -> {
            page.navigate(server.url() + "/customers");
            return page.getByText("Example Corp").isVisible();
        });
    }

    private void shouldBeToldOnThePageThatIsOpen() {
        PlaywrightAssertions.assertThat(page.locator("[data-trouble]")).isVisible();
        PlaywrightAssertions.assertThat(page.locator("[data-trouble]")).containsText("what was accepted is safe");
        Axe.shouldPassInEverySizeAndLight(page, "an open page while the database is away");
    }

    private void shouldBeToldOnPagesThatAreOpenedThen() {
        page.navigate(server.url() + "/customers");
        PlaywrightAssertions.assertThat(page.locator("h1").first()).hasText("Not possible at present");
        Axe.shouldPassInEverySizeAndLight(page, "a page opened while the database is away");
        try (BrowserContext stranger = chrome.person(1280, 900, false)) {
            Page theirs = stranger.newPage();
            theirs.navigate(server.url() + "/sign-in");
            Chrome.signIn(theirs, server.token());
            PlaywrightAssertions.assertThat(theirs.locator("[role='alert']")).containsText("database does not answer");
            Axe.shouldPassInEverySizeAndLight(theirs, "signing in while the database is away");
            // A session that the server has not seen since its start.
            stranger.addCookies(List.of(new Cookie("aegis_session", "another").setUrl(server.url())));
            theirs.navigate(server.url() + "/");
            PlaywrightAssertions.assertThat(theirs.locator("h1")).hasText("Not possible at present");
            Axe.shouldPassInEverySizeAndLight(theirs, "a session that cannot be looked up");
        }
    }

    @Test
    @Order(3)
    void shouldStayReadableWithoutTheServerAndCatchUp() {
        page.setViewportSize(1280, 900);
        page.navigate(server.url() + "/customers");
        page.locator("[data-link='live']").waitFor();
        server.running().kill();
        PlaywrightAssertions.assertThat(page.locator("[data-lost]")).isVisible();
        page.locator(".nav a", new Page.LocatorOptions().setHasText("Rules")).click();
        Locator toast = page.locator(".toast");
        PlaywrightAssertions.assertThat(toast.first()).containsText("cannot be reached");
        assertThat(page.url()).endsWith("/customers");
        PlaywrightAssertions.assertThat(page.getByText("Example Corp")).isVisible();
        Axe.shouldPassInEverySizeAndLight(page, "a page without its server");
        server.restartMillis();
        PlaywrightAssertions.assertThat(page.locator("[data-lost]")).isHidden();
        page.locator(".nav a", new Page.LocatorOptions().setHasText("Rules")).click();
        page.waitForURL("**/rules");
    }

    @Test
    @Order(4)
    void shouldNotGoOnShowingWhoWasErased() {
        page.navigate(server.url() + "/customer?id=acme");
        PlaywrightAssertions.assertThat(page.locator("main h1")).hasText("Example Corp");
        server.api().erase("acme");
        PlaywrightAssertions.assertThat(page.locator("main h1")).hasText("No such customer");
    }

    private Page signedIn(BrowserContext context) {
        Page opened = context.newPage();
        opened.navigate(server.url() + "/");
        Chrome.signIn(opened, server.token());
        opened.waitForURL(Pattern.compile(".*/$"));
        return opened;
    }
}
