package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.TestData;
import io.aegis.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourcesPageTest {

    private static final Pattern QUIET = Pattern.compile("nothing since the start at <time datetime=\"([^\"]+)\"");

    /** Also when the page is opened long after. */
    @Test
    void shouldSaySinceWhenNothingCameFromASource(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path config = Files.writeString(
                folder.resolve("aegis.yaml"), "sources:\n  - {type: http, name: gateway, format: combined}\n");
        TestData.begin(data);
        Instant before = Instant.now();
        try (TestServer server = TestServer.demo(data, config)) {
            Instant ready = Instant.now();
            String page = server.get("/sources").body();
            Matcher quiet = QUIET.matcher(page);
            assertThat(quiet.find()).as(page).isTrue();
            assertThat(Instant.parse(quiet.group(1))).isBetween(before.minusMillis(1), ready);
        }
    }
}
