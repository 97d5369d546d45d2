package io.aegis.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A log of 1 GB, out of order by up to ten minutes, through a process with a heap of 256 MB. */
@Tag("long")
final class ReplayLargeTest {

    private static final long BYTES = 1_000_000_000L;
    private static final DateTimeFormatter CLF = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldReadAGigabyteInBoundedMemory() throws IOException, InterruptedException {
        Path log = directory.resolve("large.log");
        long[] written = write(log);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        Objects.requireNonNull(System.getProperty("java.class.path")),
                        "io.aegis.cli.Main",
                        "replay",
                        log.toString(),
                        "--report",
                        directory.resolve("report").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("notes").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("notes")))
                .isZero();
        JsonNode report = JsonMapper.builder().build().readTree(Files.readString(directory.resolve("report")));
        assertThat(report.path("lines").asLong()).isEqualTo(written[0]);
        assertThat(report.path("events").asLong()).isEqualTo(written[0]);
        assertThat(report.path("errors").asLong()).isEqualTo(written[1]);
    }

    /** Lines and errors. Two days, all day the same traffic of 20,000 clients. */
    private static long[] write(Path log) throws IOException {
        Random random = new Random(1);
        long start = Instant.parse("2025-11-30T00:00:00Z").getEpochSecond();
        long lines = 0;
        long errors = 0;
        long bytes = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), 1 << 20)) {
            while (bytes < BYTES) {
                long second = start + (long) (bytes / (double) BYTES * 172_800) + random.nextInt(600);
                boolean failed = random.nextInt(50) == 0;
                int client = (int) (20_000 * random.nextDouble() * random.nextDouble());
                String line =
                        "10.%d.%d.%d - - [%s] \"GET /v1/orders/%d?page=2 HTTP/1.1\" %d 5120 \"-\" \"acme-sdk/2.1 (java 21; Linux) requests\"\n"
                                .formatted(
                                        client >> 16,
                                        client >> 8 & 255,
                                        client & 255,
                                        CLF.format(Instant.ofEpochSecond(second)),
                                        random.nextInt(1_000_000),
                                        failed ? 500 : 200);
                byte[] text = line.getBytes(StandardCharsets.US_ASCII);
                out.write(text);
                bytes += text.length;
                lines++;
                errors += failed ? 1 : 0;
            }
        }
        return new long[] {lines, errors};
    }
}
