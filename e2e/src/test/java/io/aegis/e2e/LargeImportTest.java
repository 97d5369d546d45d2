package io.aegis.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many customers from a file, in a browser, in a heap that does not hold the file and what becomes of it at once.
 * It prints how long it took and what the process came to.
 */
@Tag("long")
@Tag("timed")
final class LargeImportTest {

    private static final int ROWS = Integer.getInteger("aegis.import.rows", 200_000);

    /** The engine keeps about a kilobyte of a customer. */
    private static final int HEAP_MEGABYTES = 256 + ROWS / 800;

    private static final int PROCESS_MEGABYTES_MAX = HEAP_MEGABYTES + 700;
    private static final double END_MAX_MILLIS = 1_800_000;

    @TempDir
    private Path directory;

    @Test
    void shouldTakeThemAllAndTellHowFarItIs() throws IOException {
        Path file = write(directory.resolve("customers.csv"));
        String token = Program.answer(
                        directory, "token", "create", "--name", "mia", "--scopes", "read,operate", "--data", "data")
                .strip();
        Map<String, String> heap = Map.of("AEGIS_JAVA_OPTS", "-Xmx" + HEAP_MEGABYTES + "m");
        try (Running server = Program.start(directory, heap, "serve", "--data", "data", "--port", "0");
                Chrome chrome = new Chrome();
                BrowserContext person = chrome.person(1280, 900, false)) {
            String url = server.address();
            Page page = person.newPage();
            page.navigate(url + "/sign-in?next=/customers");
            Chrome.signIn(page, token);
            page.locator("summary", new Page.LocatorOptions().setHasText("Import"))
                    .click();
            page.locator("#csv").setInputFiles(file);
            long from = System.nanoTime();
            page.locator("[data-upload] button").click();
            assertThat(page).hasURL(url + "/customers", new PageAssertions.HasURLOptions().setTimeout(120_000));
            assertThat(page.locator("[data-import='running']"))
                    .containsText(String.format(Locale.ROOT, "of %,d rows", ROWS));
            double before = (double) page.evaluate("document.querySelector('progress').value + 0.5");
            page.waitForFunction(
                    "before => document.querySelector('progress').value > before",
                    before,
                    new Page.WaitForFunctionOptions().setTimeout(60_000));
            assertThat(page.locator("[data-customers] tbody tr")).hasCount(50);
            TabWalk.shouldReachAll(page, "a running import");
            Axe.shouldPassInEverySizeAndLight(page, "a running import");

            Page other = person.newPage();
            page.close();
            other.navigate(url + "/customers");
            assertThat(other.locator("[data-import='running']")).isVisible();
            assertThat(other.locator("[data-report]"))
                    .containsText(
                            String.format(Locale.ROOT, "%,d records taken", ROWS),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(END_MAX_MILLIS));
            long millis = (System.nanoTime() - from) / 1_000_000;
            assertThat(other.locator("[data-customers] tbody tr")).hasCount(50);
            long most = megabytesAtMost(server.pid());
            System.out.printf(
                    Locale.ROOT,
                    "%,d customers imported in %.1f s, %,d a second; heap %d MB, process %d MB at most%n",
                    ROWS,
                    millis / 1e3,
                    ROWS * 1000L / millis,
                    HEAP_MEGABYTES,
                    most);
            Assertions.assertThat(most).as("megabytes of the process at most").isLessThan(PROCESS_MEGABYTES_MAX);
        }
    }

    private static Path write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,name,tier,stage,owner,timezone,tags\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("cus-" + row + ",\"Company " + Integer.toHexString(row * 0x9E3779B1) + ", Ltd\","
                        + (row % 3 == 0 ? "pro" : "starter") + ",trial_created,owner" + row % 40
                        + ",Europe/Berlin,eu|wave" + row % 7 + "\n");
            }
        }
        return file;
    }

    private static long megabytesAtMost(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .map(line -> line.replaceAll("[^0-9]", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElseThrow()
                    / 1024;
        }
    }
}
