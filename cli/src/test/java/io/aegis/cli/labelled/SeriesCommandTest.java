package io.aegis.cli.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.cli.labelled.Series.Window;
import io.aegis.cli.terminal.WrongInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SeriesCommandTest {

    private static final long HOUR = 3_600_000;
    private static final long BEGIN = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    @TempDir
    private Path directory;

    /** Four weeks of hours, 200 calls each with a little noise, and on the 20th day five hours of 1,500. */
    private static double calls(int hour) {
        return hour >= 480 && hour < 485 ? 1_500 : 200 + hour * 7 % 11;
    }

    private static String file(boolean labels) {
        StringBuilder text = new StringBuilder(labels ? "TimeStamp,Value,Label\n" : "timestamp,value\n");
        for (int hour = 0; hour < 28 * 24; hour++) {
            text.append(Instant.ofEpochMilli(BEGIN + hour * HOUR)).append(',').append(calls(hour));
            text.append(labels ? (hour >= 480 && hour < 485 ? ",1\n" : ",0\n") : "\n");
        }
        return text.toString();
    }

    private String run(Object... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new SeriesCommand());
        line.setOut(new PrintWriter(out));
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        assertThat(line.execute(texts)).isZero();
        return out.toString();
    }

    @Test
    void shouldFindABurstThatTheFileLabels() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("set/shop"));
        Files.writeString(folder.resolve("a.csv"), file(true));
        assertThat(run(directory.resolve("set")))
                .contains("| shop | Aegis | 1 | 1 | 0 | 1.00 | 1.00 | 0.00 |")
                .contains("| shop | threshold | 1 | 1 | 0 | 1.00 | 1.00 | 0.00 |")
                .contains("| all | Aegis | 1 | 1 | 0 |");
    }

    @Test
    void shouldTakeWindowsOfAnotherFileAndUnpack() throws IOException {
        Path set = Files.createDirectories(directory.resolve("set"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(set.resolve("a.csv.gz")))) {
            out.write(file(false).getBytes(StandardCharsets.UTF_8));
        }
        Path windows = directory.resolve("windows.json");
        Files.writeString(
                windows,
                "{\"a.csv\": [[\"2026-01-24 22:00:00\", \"2026-01-25 06:00:00\"], [\"2026-01-30 00:00:00\", \"2026-01-30 02:00:00\"]]}");
        assertThat(run(set, "--windows", windows)).contains("| . | Aegis | 1 | 2 | 0 | 1.00 | 0.50 | 2.00 |");
    }

    @Test
    void shouldCountAlarmsOutsideOfWindowsOnceInSixHours() {
        long[] hours = LongStream.range(0, 100).map(i -> i * HOUR).toArray();
        Series series = new Series("a", hours, new double[100], List.of(new Window(50 * HOUR, 52 * HOUR)));
        SeriesScore score = SeriesScore.of(
                series, new long[] {2 * HOUR, 20 * HOUR, 25 * HOUR, 26 * HOUR, 51 * HOUR, 52 * HOUR, 90 * HOUR});
        assertThat(score).isEqualTo(new SeriesScore(1, 1, 3, List.of(HOUR)));
    }

    @Test
    void shouldTakeARowWithoutValueAsAGap() throws IOException {
        Path file = directory.resolve("a.csv");
        Files.writeString(
                file, "timestamp,value\n2026-01-05T00:00:00Z,3\n2026-01-05T01:00:00Z,\n2026-01-05T02:00:00Z,4\n");
        assertThat(SeriesFile.read(file, "a.csv", Map.of()).values()).containsExactly(3, 4);
    }

    @Test
    void shouldNameThePlaceOfWhatCannotBeRead() throws IOException {
        Path file = directory.resolve("a.csv");
        Files.writeString(file, "timestamp,value\n2026-01-05T00:00:00Z,3\nyesterday,4\n");
        assertThatThrownBy(() -> SeriesFile.read(file, "a.csv", Map.of()))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining("a.csv, line 3: [yesterday, 4] is no time with a value");
        Files.writeString(file, "when,what\n1,2\n");
        assertThatThrownBy(() -> SeriesFile.read(file, "a.csv", Map.of()))
                .hasMessageContaining("the heading [when, what] has no column named value behind the time");
        Files.writeString(file, "timestamp,value\n");
        assertThatThrownBy(() -> SeriesFile.read(file, "a.csv", Map.of())).hasMessageContaining("no values");
    }
}
