package io.aegis.cli.labelled;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.aegis.cli.labelled.Series.Window;
import io.aegis.cli.terminal.WrongInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads a series from a file of comma-separated values with a heading: a time ({@code timestamp}), a {@code value}, and
 * where the file has its labels itself, {@code label} or {@code is_anomaly}, 1 where something is wrong. A row without a
 * value is a gap.
 */
final class SeriesFile {

    private static final List<String> LABELS = List.of("label", "is_anomaly", "anomaly");
    private static final int COLUMNS_MIN = 2;

    private SeriesFile() {}

    private record Step(long atMillis, double value, boolean wrong) {}

    /** Whether a file's name is that of a series. */
    static boolean isOne(Path path) {
        return plainName(path).endsWith(".csv");
    }

    /** The file's name without what tells that it is compressed. */
    static String plainName(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    }

    /**
     * @param windows of files that do not have them in themselves, by the end of their path
     * @throws WrongInput naming file and line where it cannot be read
     */
    static Series read(Path path, String name, Map<String, List<Window>> windows) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (Reader text = new InputStreamReader(open(path), StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : rows) {
                Step step = step(path, row);
                if (!Double.isNaN(step.value())) {
                    steps.add(step);
                }
            }
        }
        if (steps.isEmpty()) {
            throw new WrongInput(
                    "%s: no values; a heading and rows with timestamp and value are needed".formatted(path));
        }
        steps.sort(Comparator.comparingLong(Step::atMillis));
        List<Window> own = windows.getOrDefault(name, runs(steps));
        return new Series(
                name,
                steps.stream().mapToLong(Step::atMillis).toArray(),
                steps.stream().mapToDouble(Step::value).toArray(),
                own);
    }

    private static InputStream open(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        return path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static Step step(Path path, NamedCsvRecord row) {
        List<String> heading = row.getHeader().stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .toList();
        int value = heading.indexOf("value");
        if (heading.size() < COLUMNS_MIN || value < 0) {
            throw new WrongInput("%s: the heading %s has no column named value".formatted(path, row.getHeader()));
        }
        try {
            int label = heading.stream()
                    .filter(LABELS::contains)
                    .map(heading::indexOf)
                    .findFirst()
                    .orElse(-1);
            return new Step(
                    time(row.getField(0)),
                    row.getField(value).isBlank() ? Double.NaN : Double.parseDouble(row.getField(value)),
                    label >= 0 && Double.parseDouble(row.getField(label)) > 0);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new WrongInput(
                    "%s, line %d: %s is no time with a value"
                            .formatted(path, row.getStartingLineNumber(), row.getFields()),
                    wrong);
        }
    }

    /** RFC 3339, or without zone, which is UTC. */
    static long time(String text) {
        String instant = text.strip().replace(' ', 'T');
        boolean zoned = instant.endsWith("Z") || instant.lastIndexOf('+') > 0;
        return Instant.parse(zoned ? instant : instant + "Z").toEpochMilli();
    }

    /** Steps labelled one after the other. */
    private static List<Window> runs(List<Step> steps) {
        List<Window> runs = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= steps.size(); i++) {
            boolean wrong = i < steps.size() && steps.get(i).wrong();
            if (wrong && from < 0) {
                from = i;
            } else if (!wrong && from >= 0) {
                runs.add(new Window(steps.get(from).atMillis(), steps.get(i - 1).atMillis()));
                from = -1;
            }
        }
        return runs;
    }
}
