package io.aegis.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replay tells besides its answers. */
final class ReplayNotesTest {

    private static final long START = Instant.parse("2025-11-30T00:00:00Z").getEpochSecond();

    @TempDir
    private Path directory = Path.of("");

    private Path file(String name, int count, IntFunction<String> line) throws IOException {
        List<String> lines = IntStream.range(0, count).mapToObj(line).toList();
        return Files.write(directory.resolve(name), lines);
    }

    private static String call(int i, String fields) {
        return "{\"time\":%d,\"method\":\"GET\",\"path\":\"/\",\"status\":200,%s}".formatted(START + i, fields);
    }

    @Test
    void shouldWarnWhereAllCallsAreOneNamesWhoWasGuessed() throws IOException {
        Path guessed = file("g.log", 1_000, i -> call(i, "\"client_ip\":\"lb\""));
        String warning = "g.log: all 1,000 calls are of one customer (lb), taken from the field client_ip; name another"
                + " field with --customer-field";
        assertThat(Run.of(guessed, "--report", "-").err()).contains(warning);
        assertThat(Run.of(guessed, "--report", "-", "--customer-field", "client_ip")
                        .err())
                .doesNotContain("all 1,000");
    }

    @Test
    void shouldWarnWhereAllCallsAreOneProxys() throws IOException {
        Path proxied = file("p.log", 1_000, i -> call(i, "\"client_ip\":\"10.0.0.7\""));
        assertThat(Run.of(proxied, "--report", "-").err()).contains("all 1,000 calls are of one customer (10.0.0.7)");
    }

    @Test
    void shouldNotTakeALineInBracketsForAnArray() throws IOException {
        Path bracketed =
                Files.writeString(directory.resolve("d.log"), "[10/Mar/2026 09:00:11] \"GET / HTTP/1.1\" 200 7\n");
        assertThat(Run.of(bracketed, "--report", "-").err())
                .contains("cannot tell the format from the first lines", "(--config)")
                .doesNotContain("array");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            [{"a":1}], is a JSON array
            `[\n{"type":"login","customer":"a","at":1},\n{"type":"login","customer":"a","at":1}\n]`, is a JSON array
            `{\n  "status": 200\n}`, is JSON over several lines
            `h\0 \0-\0 \0`, is in UTF-16
            """)
    void shouldSayHowToMakeLinesOfAFile(String text, String problem) throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), text);
        Run run = Run.of(file, "--report", "-");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(problem);
    }

    @Test
    void shouldReadALogByTheLayoutAndMappingOfASource() throws IOException {
        Path log = file(
                "c.log",
                3,
                i -> "%d|%s|GET /v1/orders/%d?t=acme|%s|0.016"
                        .formatted(START + i, i == 2 ? "-" : "acme", i, i == 0 ? "500" : "200"));
        Path config = Files.writeString(directory.resolve("aegis.yaml"), """
                sources:
                  - type: file
                    name: gateway
                    path: /var/log/c.log
                    layout: '$msec|$tenant|$request|$status|$request_time'
                    mapping: {customer: tenant}
                  - {type: segment}
                """);
        Run run = Run.of(log, "--report", "-", "--config", config);
        assertThat(run.report().path("events").asLong()).isEqualTo(2);
        assertThat(run.report().path("errors").asLong()).isEqualTo(1);
        assertThat(run.report().path("rejected").asLong()).isEqualTo(1);
        assertThat(run.err()).contains("c.log:3: customer is missing; name its field in the source's mapping");
        assertThat(Run.of(log, "--config", config, "--format", "other").err())
                .contains("--format (other) names no log of", "give one of gateway");
        assertThat(Run.of(log, "--config", config, "--customer-field", "x").exit())
                .isEqualTo(2);
    }

    @Test
    void shouldNotWarnOfFewCallsOfAnAddressOrOfANamedCustomer() throws IOException {
        Path few = file("f.log", 999, i -> call(i, "\"client_ip\":\"lb\""));
        Path address = file("a.log", 1_000, i -> call(i, "\"client_ip\":\"203.0.113.7\""));
        Path named = file("n.log", 1_000, i -> call(i, "\"customer_id\":\"lb\""));
        assertThat(Run.of(few, address, named, "--report", "-").err()).doesNotContain("one customer");
    }

    @Test
    void shouldSortALogInWhichOneClockIsWrong() throws IOException {
        // Out of order by up to 40 minutes, and one line two days ahead.
        Path file = file(
                "w.log", 9_000, i -> call(i == 3_000 ? 172_800 + i : i + i * 7_919 % 2_400, "\"ip\":\"10.0.0.7\""));
        Run run = Run.of(file, "--report", "-");
        assertThat(run.report().path("events").asLong()).isEqualTo(9_000);
        assertThat(run.err())
                .containsPattern("w\\.log:3001: the time is \\d+ (d|h) ahead of its neighbours")
                .doesNotContain("late by");
    }

    @Test
    void shouldKnowBeforeItReadsWhereItsAnswersCannotGo() throws IOException {
        Path file = file("a.log", 3, i -> call(i, "\"ip\":\"10.0.0.7\""));
        Run missing = Run.of(file, "--report", directory.resolve("none/r.json"));
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err())
                .contains("--report (", "cannot be written: there is no directory ")
                .doesNotContain("3 lines");
        assertThat(Run.of(file, "--interventions", directory).err()).contains("is a directory: name a file in it");
    }

    @Test
    void shouldRefuseAnArchive() throws IOException {
        byte[] tar = new byte[1_024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        Path archive = Files.write(directory.resolve("a.tar"), tar);
        assertThat(Run.of(archive, "--report", "-").err()).contains("is an archive of tar: unpack it first");
    }

    @Test
    void shouldSpeakOfALineNotOfItsReader() throws IOException {
        Path file = file("n.log", 3, i -> call(i, i == 0 ? "\"x\":NaN" : "\"ip\":\"10.0.0.7\""));
        assertThat(Run.of(file, "--report", "-").err())
                .contains("n.log:1: the line is not JSON: Non-standard token 'NaN'")
                .doesNotContain("JsonReadFeature");
    }
}
