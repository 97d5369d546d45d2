package io.aegis.e2e;

import static io.aegis.e2e.EveryPage.HEBREW_NAME;
import static io.aegis.e2e.EveryPage.HEBREW_SHOWN;
import static io.aegis.e2e.EveryPage.HOSTILE_ROUTE;
import static io.aegis.e2e.EveryPage.QUOTED_NAME;
import static io.aegis.e2e.EveryPage.SCRIPT_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard as a person uses it: in a real browser, through the packaged program. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DashboardTest {

    @TempDir
    private static Path directory;

    private Server server;
    private World world;
    private Chrome chrome;
    /** How many rows each change of the list adds, and how long tasks take. */
    private static final String ROWS_AT_ONCE = """
            () => {
              window.added = [];
              window.tasks = [];
              new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((each) => each.duration)))
                .observe({ type: "longtask" });
              new MutationObserver((changes) => window.added.push(
                changes.reduce((sum, change) => sum + change.addedNodes.length, 0)))
                .observe(document.querySelector("[data-rows]"), { childList: true });
            }
            """;

    private BrowserContext person;
    private Watched watched;

    @BeforeAll
    void startAndSignIn() {
        server = Server.start(directory, "source");
        world = new World(server.api());
        world.pass(Duration.ofHours(1));
        world.customer("acme", "Example Corp", "pro").customer("evil", SCRIPT_NAME, "starter");
        world.customer("quoted", QUOTED_NAME, "pro").customer("hebrew", HEBREW_NAME, "enterprise");
        world.customer("idle", "Idle Ltd", "trial");
        for (int hour = 0; hour < 30; hour++) {
            for (String id : List.of("acme", "evil", "quoted", "hebrew")) {
                world.calls(id, HOSTILE_ROUTE, 40, 0);
            }
            world.pass(Duration.ofHours(1)).send();
        }
        chrome = new Chrome();
        person = chrome.person(1280, 900, false);
        Page page = person.newPage();
        page.navigate(server.url() + "/");
        assertThat(page.url()).contains("/sign-in");
        Chrome.signIn(page, server.token());
        page.waitForURL(Pattern.compile(".*/$"));
        page.close();
        watched = new Watched();
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
    void shouldShowAnOpeningWithoutAReload() {
        Page page = open("/");
        PlaywrightAssertions.assertThat(page.locator("[data-link='live']")).isVisible();
        page.evaluate("window.neverReloaded = true");
        Locator row = page.locator(".row", new Page.LocatorOptions().setHasText(SCRIPT_NAME));
        assertThat(row.count()).isZero();
        world.calls("evil", HOSTILE_ROUTE, 100, 200).pass(Duration.ofMinutes(3)).send();
        PlaywrightAssertions.assertThat(row.first()).isVisible();
        assertThat(row.first().innerText()).contains("Error Debugging");
        assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
        PlaywrightAssertions.assertThat(page.locator("[data-rule='error_debugging']"))
                .hasText("1");
        page.close();
    }

    @Test
    @Order(2)
    void shouldMoveAnInterventionByKeyboardAlone() {
        Page page = open("/");
        page.locator(".row").first().waitFor();
        page.keyboard().press("?");
        PlaywrightAssertions.assertThat(page.locator("dialog.help")).isVisible();
        Axe.shouldPassInLightAndDark(page, "the help");
        page.keyboard().press("Escape");
        Locator row = page.locator(".row", new Page.LocatorOptions().setHasText(SCRIPT_NAME))
                .first();
        for (int step = 0; step < 20 && !focused(page).contains(SCRIPT_NAME); step++) {
            page.keyboard().press("j");
        }
        assertThat(focused(page)).contains(SCRIPT_NAME);
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("#detail-title")).hasText("Error Debugging");
        assertThat(page.url()).contains("/interventions/");
        PlaywrightAssertions.assertThat(page.locator("[data-pane]")).isFocused();
        page.keyboard().press("c");
        PlaywrightAssertions.assertThat(page.locator("[data-part='timeline'] .acknowledged"))
                .isVisible();
        page.keyboard().press("m");
        page.keyboard().type(SCRIPT_NAME + " asked\nfor help");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator(".timeline blockquote")).containsText(SCRIPT_NAME);
        page.keyboard().press("m");
        page.keyboard().type("and was called back");
        page.keyboard().press("Control+Enter");
        PlaywrightAssertions.assertThat(page.locator(".timeline blockquote")).hasCount(2);
        page.keyboard().press("s");
        PlaywrightAssertions.assertThat(page.locator("input[name='span']:checked"))
                .isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(row).hasCount(0);
        PlaywrightAssertions.assertThat(page.locator(".title .badge")).hasText("Snoozed");
        PlaywrightAssertions.assertThat(page.locator("[data-key='u']")).isFocused();
        PlaywrightAssertions.assertThat(page.locator(".toast")).containsText("Snoozed.");
        page.keyboard().press("u");
        PlaywrightAssertions.assertThat(page.locator(".title .badge")).hasText("Open");
        // What it offered is done: pressing it would fail.
        PlaywrightAssertions.assertThat(page.locator(".toast")).hasText("Undone.");
        PlaywrightAssertions.assertThat(row).isVisible();
        page.close();
    }

    @Test
    @Order(3)
    void shouldSayWhatHappenedWhenAMoveComesTooLate() {
        Page page = open("/?rule=error_debugging");
        page.locator(".row a").first().click();
        PlaywrightAssertions.assertThat(page.locator("#detail-title")).isVisible();
        String id = String.valueOf(page.locator("[data-detail]").getAttribute("data-detail"));
        page.route("**/api/v1/stream", route -> route.abort());
        page.route("**/inbox/rows**", route -> route.abort());
        page.route("**/pane**", route -> route.abort());
        page.locator("summary", new Page.LocatorOptions().setHasText("Dismiss")).click();
        server.api().post("/api/v1/interventions/" + id + "/dismiss", "{\"reason\":\"known\"}");
        page.locator("form[action$='/dismiss'] button").click();
        PlaywrightAssertions.assertThat(page.locator(".title [role='alert']")).isVisible();
        PlaywrightAssertions.assertThat(page.locator(".title [role='alert']"))
                .containsText("Nothing was changed: it is dismissed. The last that happened: dismissed: known, by ");
        PlaywrightAssertions.assertThat(page.locator(".title .badge")).hasText("Dismissed");
        page.close();
        server.api().post("/api/v1/interventions/" + id + "/undo", "{}");
    }

    @Test
    @Order(4)
    void shouldKeepAnOpenFormWhileTheListMoves() {
        Page page = open("/");
        page.locator(".row", new Page.LocatorOptions().setHasText(SCRIPT_NAME))
                .locator("a")
                .first()
                .click();
        page.locator("#comment-text").fill("half a thought");
        Locator seen = page.locator("[data-part='signals'] tr", new Page.LocatorOptions().setHasText("error_calls"));
        String before = seen.locator("td").last().innerText();
        world.calls("evil", HOSTILE_ROUTE, 0, 20).send();
        PlaywrightAssertions.assertThat(seen.locator("td").last()).not().hasText(before);
        world.calls("acme", HOSTILE_ROUTE, 100, 200).pass(Duration.ofMinutes(3)).send();
        Locator arrived = page.locator(".row", new Page.LocatorOptions().setHasText("Example Corp"));
        PlaywrightAssertions.assertThat(arrived.first()).isVisible();
        PlaywrightAssertions.assertThat(page.locator("#comment-text")).hasValue("half a thought");
        PlaywrightAssertions.assertThat(page.locator("#comment-text")).isFocused();
        page.close();
    }

    @Test
    @Order(5)
    void shouldShareOneStreamAmongTabsAndCatchUpAfterALoss() {
        Page first = open("/");
        Page second = open("/customers");
        PlaywrightAssertions.assertThat(first.locator("[data-link='live']")).isVisible();
        PlaywrightAssertions.assertThat(second.locator("[data-link='live']")).isVisible();
        String openStreams = "performance.getEntriesByType('resource').filter(e => e.name.endsWith('/stream')).length";
        int streams = number(first.evaluate(openStreams)) + number(second.evaluate(openStreams));
        assertThat(streams).as("finished streams seen by both tabs").isLessThanOrEqualTo(1);
        first.close();
        PlaywrightAssertions.assertThat(second.locator("[data-link='live']")).isVisible();
        second.navigate(server.url() + "/");
        PlaywrightAssertions.assertThat(second.locator("[data-link='live']")).isVisible();
        person.setOffline(true);
        second.route("**/api/v1/stream", route -> route.abort());
        PlaywrightAssertions.assertThat(second.locator(".row").first()).isVisible();
        second.unroute("**/api/v1/stream");
        person.setOffline(false);
        world.calls("quoted", HOSTILE_ROUTE, 100, 200)
                .pass(Duration.ofMinutes(3))
                .send();
        Locator row = second.locator(".row", new Page.LocatorOptions().setHasText(QUOTED_NAME));
        PlaywrightAssertions.assertThat(row.first()).isVisible();
        second.close();
    }

    @Test
    @Order(6)
    void shouldShowOutsideTextAsText() {
        Page page = watched.on(person.newPage());
        page.navigate(server.url() + "/customer?id=evil");
        PlaywrightAssertions.assertThat(page.locator("h1").first()).hasText(SCRIPT_NAME);
        PlaywrightAssertions.assertThat(page.locator("[data-part='failing']")).containsText("${7*7}");
        page.navigate(server.url() + "/customer?id=quoted");
        PlaywrightAssertions.assertThat(page.locator(".facts-list")).containsText(QUOTED_NAME);
        page.navigate(server.url() + "/customer?id=hebrew");
        PlaywrightAssertions.assertThat(page.locator("h1 bdi")).hasText(HEBREW_SHOWN);
        page.close();
        assertThat(server.api().text("/customers.csv")).contains("\"O'Neil \"\"Quotes\"\" & ${7*7} {{7*7}}\"");
    }

    @Test
    @Order(7)
    void shouldBeFitForKeyboardScreenReaderAndPhoneOnEveryPage() {
        try (BrowserContext context = chrome.person(390, 900, false)) {
            context.addCookies(person.cookies());
            new EveryPage(server, watched.on(context.newPage())).shouldBeFitForAll();
        }
    }

    @Test
    @Order(8)
    void shouldTellEachInstantInTheZoneOfWhoLooks() {
        Page page = open("/?rule=error_debugging");
        page.locator(".row a").first().click();
        Locator since = page.locator("[data-part='diagnosis'] time");
        PlaywrightAssertions.assertThat(since).hasText(Pattern.compile("\\d{4}, \\d\\d:\\d\\d$"));
        // UTC is never Berlin's time.
        assertThat(since.getAttribute("datetime"))
                .doesNotContain(since.innerText().split(", ")[1]);
        server.api().post("/api/v1/monitor/check", "{}");
        page.locator("[data-check] button").click();
        PlaywrightAssertions.assertThat(page.locator("[data-check-result] time"))
                .isVisible();
        page.navigate(server.url() + "/customer?id=evil");
        PlaywrightAssertions.assertThat(page.locator("[data-part='signals'] time"))
                .hasCount(2);
        page.close();
    }

    @Test
    @Order(8)
    void shouldLeaveTheListWithItsReason() {
        Page page = open("/");
        Locator row = page.locator(".row", new Page.LocatorOptions().setHasText("Example Corp"))
                .filter(new Locator.FilterOptions().setHasText("Error Debugging"));
        PlaywrightAssertions.assertThat(row).isVisible();
        page.evaluate("window.goodbyes = []; new MutationObserver(() => document.querySelectorAll('.row.leaves"
                + " .bye').forEach(bye =>"
                + " window.goodbyes.push(bye.textContent))).observe(document.querySelector('[data-rows]'), {subtree: true,"
                + " attributes: true, childList: true})");
        world.calls("acme", "/v1/orders", 1_500, 0).pass(Duration.ofMinutes(10)).send();
        world.calls("acme", "/v1/orders", 1_500, 0).pass(Duration.ofMinutes(10)).send();
        world.calls("acme", "/v1/orders", 1_500, 0).pass(Duration.ofMinutes(10)).send();
        PlaywrightAssertions.assertThat(row).hasCount(0);
        assertThat(String.valueOf(page.evaluate("window.goodbyes.join('|')"))).contains("Cleared");
        page.close();
    }

    @Test
    @Order(9)
    void shouldStayLightFastAndAmongItself() {
        BrowserContext first = chrome.person(1280, 900, false);
        first.addCookies(person.cookies());
        Page page = watched.on(first.newPage());
        Response answer = page.navigate(server.url() + "/");
        assertThat(String.valueOf(answer.headerValue("content-security-policy")))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe", "http", "*");
        PlaywrightAssertions.assertThat(page.locator("[data-link='live']")).isVisible();
        int bytes = number(page.evaluate(
                "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                        + ".filter(e => !e.name.includes('/api/')).reduce((sum, e) => sum + e.transferSize, 0)"));
        assertThat(bytes).as("bytes of a first load").isBetween(50_000, 300_000);
        first.close();
        assertThat(watched.foreign()).as("requests that leave the host").isEmpty();
        assertThat(watched.faults())
                .as("errors of scripts and of the content policy")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(10)
    void shouldShowWhatOpenedWhileThePageLoaded(boolean besideAnother) {
        Page other = person.newPage();
        if (besideAnother) {
            other.navigate(server.url() + "/");
            PlaywrightAssertions.assertThat(other.locator("[data-link='live']")).isVisible();
        }
        String name = besideAnother ? "Second Tab" : "Only Tab";
        String id = besideAnother ? "second" : "only";
        Page page = watched.on(person.newPage());
        page.route("**/app.js", script -> {
            world.customer(id, name, "pro").calls(id, HOSTILE_ROUTE, 100, 200);
            world.pass(Duration.ofMinutes(3)).send();
            String list = "/api/v1/interventions?rule=error_debugging&customer=" + id;
            Await.until(
                    "error debugging of " + id,
                    Duration.ofMinutes(1),
                    () -> !server.api().get(list).get("items").isEmpty());
            script.resume();
        });
        page.navigate(server.url() + "/");
        PlaywrightAssertions.assertThat(page.locator(".row", new Page.LocatorOptions().setHasText(name)))
                .isVisible();
        page.close();
        other.close();
    }

    /** Times and tasks are told, not asserted: they are the machine's; that no work grows with the list is ours. */
    @Test
    @Order(11)
    void shouldDoNoMoreAtOnceWithTenThousand() {
        List<String> addresses = List.of("/", "/?sort=-risk", "/?rule=onboarding_check_in&tier=starter", "/customers");
        List<Long> withFew = addresses.stream().map(this::millis).toList();
        for (int number = 0; number < 10_000; number++) {
            world.customer("quiet-" + number, "Quiet " + number, "starter");
        }
        world.pass(Duration.ofHours(25)).send();
        Await.until("ten thousand are open", Duration.ofSeconds(60), () -> openOf("onboarding_check_in") >= 10_000);
        List<Long> withMany = addresses.stream().map(this::millis).toList();
        Page page = open("/?rule=onboarding_check_in");
        PlaywrightAssertions.assertThat(page.locator(".row").nth(50)).isAttached();
        assertThat(number(page.evaluate("document.documentElement.scrollHeight - innerHeight")))
                .as("pixels by which the page itself scrolls beside its list")
                .isZero();
        int atFirst = page.locator(".row").count();
        page.evaluate(ROWS_AT_ONCE);
        page.mouse().move(450, 600);
        for (int step = 0; step < 180 && page.locator(".row").count() <= 2 * atFirst; step++) {
            page.mouse().wheel(0, 600);
            page.waitForTimeout(16);
        }
        System.out.printf(
                Locale.ROOT,
                "pages with few open: %s ms, with ten thousand: %s ms; longest task while scrolling: %s ms%n",
                withFew,
                withMany,
                page.evaluate("Math.round(Math.max(0, ...tasks))"));
        assertThat(page.locator(".row").count()).as("rows after scrolling").isGreaterThan(2 * atFirst);
        assertThat(number(page.evaluate("Math.max(0, ...added)")))
                .as("rows put into the list at once")
                .isBetween(1, atFirst);
        for (int i = 0; i < addresses.size(); i++) {
            assertThat(withMany.get(i))
                    .as("ms for " + addresses.get(i) + ", best of five; with few open " + withFew.get(i))
                    .isLessThan(100 + 10 * withFew.get(i));
        }
        page.close();
    }

    @Test
    @Order(7)
    void shouldReadAndZoomAChartByKeyboard() {
        Page page = open("/customer?id=quoted&range=24h");
        PlaywrightAssertions.assertThat(page.locator("[data-link='live']")).isVisible();
        Locator chart = page.locator("[data-chart='usage']");
        chart.focus();
        page.keyboard().press("End");
        PlaywrightAssertions.assertThat(page.locator("[data-usage] [data-tip]")).containsText("Calls");
        for (int step = 0; step < 3; step++) {
            page.keyboard().press("Shift+ArrowLeft");
        }
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("[data-usage] .tabs")).containsText("zoomed");
        assertThat(page.url()).contains("from=");
        PlaywrightAssertions.assertThat(chart).isFocused();
        page.close();
    }

    @Test
    @Order(12)
    void shouldFilterWhileWordsAreTypedAndKeepTheField() {
        Page page = open("/customers");
        PlaywrightAssertions.assertThat(page.locator("[data-link='live']")).isVisible();
        page.evaluate("window.neverReloaded = true");
        page.keyboard().press("/");
        page.keyboard().type("example");
        Locator rows = page.locator("[data-customers] tbody tr");
        PlaywrightAssertions.assertThat(rows).hasCount(1);
        assertThat(page.evaluate("document.activeElement.name + document.activeElement.value"))
                .isEqualTo("queryexample");
        page.waitForURL("**/customers?query=example");
        assertThat(page.locator("a[download]").getAttribute("href")).isEqualTo("/customers.csv?query=example");
        page.keyboard().type("zzz");
        PlaywrightAssertions.assertThat(page.locator(".state")).containsText("No customer fits");
        assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
        page.locator("[data-swap='clear'] a").click();
        PlaywrightAssertions.assertThat(rows.nth(5)).isVisible();

        page.navigate(server.url() + "/");
        PlaywrightAssertions.assertThat(page.locator("[data-link='live']")).isVisible();
        page.locator("input[name=owner]").fill("nobody");
        PlaywrightAssertions.assertThat(page.locator("[data-empty]")).containsText("Nothing fits these filters");
        page.locator("[name=include]").check();
        page.waitForURL("**/?owner=nobody&include=internal");
        page.locator("[name=include]").uncheck();
        page.waitForURL("**/?owner=nobody");
        page.locator("input[name=owner]").fill("mia");
        PlaywrightAssertions.assertThat(page.locator(".row").nth(5)).isAttached();
        world.customer("typed", "Typed Ltd", "starter")
                .pass(Duration.ofHours(25))
                .send();
        PlaywrightAssertions.assertThat(page.locator(".row", new Page.LocatorOptions().setHasText("Typed Ltd")))
                .isVisible();
        page.close();
    }

    @Test
    @Order(13)
    void shouldMarkWhatOpenedSinceTheLastVisit() {
        Page page = open("/");
        PlaywrightAssertions.assertThat(page.locator("[data-link='live']")).isVisible();
        page.navigate(server.url() + "/rules");
        page.close();
        world.customer("later", "Later Ltd", "starter")
                .pass(Duration.ofHours(25))
                .send();
        Await.until(
                "onboarding check in of later",
                Duration.ofMinutes(1),
                () -> !server.api()
                        .get("/api/v1/interventions?customer=later")
                        .get("items")
                        .isEmpty());
        Page again = open("/");
        Locator fresh = again.locator(".row.unread", new Page.LocatorOptions().setHasText("Later Ltd"));
        PlaywrightAssertions.assertThat(fresh).hasCount(1);
        PlaywrightAssertions.assertThat(
                        again.locator(".row:not(.unread)", new Page.LocatorOptions().setHasText("Typed Ltd")))
                .hasCount(1);
        fresh.locator("a").click();
        PlaywrightAssertions.assertThat(fresh).hasCount(0);
        again.close();
    }

    private Page open(String address) {
        Page page = watched.on(person.newPage());
        page.navigate(server.url() + address);
        return page;
    }

    private int openOf(String rule) {
        return server.api()
                .get("/api/v1/status")
                .at("/counts/interventions/" + rule + "/open")
                .asInt();
    }

    private long millis(String address) {
        long shortest = Long.MAX_VALUE;
        for (int time = 0; time < 5; time++) {
            long from = System.nanoTime();
            assertThat(server.api().text(address)).contains("</html>");
            shortest = Math.min(shortest, (System.nanoTime() - from) / 1_000_000);
        }
        return shortest;
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("document.activeElement.closest('.row')?.textContent ?? ''"));
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }
}
