package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed makes the same world, byte for byte, wherever the machine stands. */
@Tag("slow")
final class SameOutputTest {

    @TempDir
    private Path directory;

    private void simulate(Map<String, String> environment, String seed, String out, String truth) {
        Program.answer(
                directory,
                environment,
                "simulate",
                "--seed",
                seed,
                "--customers",
                "40",
                "--cycles",
                "5",
                "--interval",
                "0",
                "--backfill",
                "14d",
                "--out",
                out,
                "--truth",
                truth);
    }

    @Test
    void shouldMakeTheSameFilesInEveryZoneAndLocale() throws IOException {
        simulate(Map.of("TZ", "UTC", "LC_ALL", "C"), "7", "a.ndjson", "a.truth");
        simulate(
                Map.of(
                        "TZ",
                        "Asia/Kathmandu",
                        "LC_ALL",
                        "tr_TR.UTF-8",
                        "AEGIS_JAVA_OPTS",
                        "-Duser.language=tr -Duser.country=TR -XX:ActiveProcessorCount=1"),
                "7",
                "b.ndjson",
                "b.truth");
        simulate(Map.of(), "8", "other.ndjson", "other.truth");

        assertThat(Files.size(directory.resolve("a.ndjson"))).isGreaterThan(100_000);
        assertThat(directory.resolve("b.ndjson")).hasSameBinaryContentAs(directory.resolve("a.ndjson"));
        assertThat(directory.resolve("b.truth")).hasSameBinaryContentAs(directory.resolve("a.truth"));
        assertThat(Files.mismatch(directory.resolve("a.ndjson"), directory.resolve("other.ndjson")))
                .as("place of the first difference between two seeds")
                .isNotNegative();
    }
}
