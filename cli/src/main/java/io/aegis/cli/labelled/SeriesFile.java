package io.aegis.cli.labelled;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
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
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a series from a file of comma-separated values with a heading: first a time, then a {@code value} and,
 * where the file has its labels itself, {@code label} or {@code is_anomaly}, 1 where something is wrong. A row without a
 * value is a gap.
 */
final class SeriesFile {

    private static final List<String> LABELS = List.of("label", "is_anomaly", "anomaly");
    private static final Pattern ZONED = Pattern.compile("([zZ]|[+-]\\d\\d:?\\d\\d)$");

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
     * @param windows of files that do not have them in themselves, by the name that is given here
     * @throws WrongInput naming file and line where it cannot be read
     */
    static Series read(Path path, String name, Map<String, List<Window>> windows) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (Reader text = new InputStreamReader(open(path), StandardCharsets.UTF_8);
                CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(text)) {
            Columns columns = null;
            for (CsvRecord row : rows) {
                if (columns == null) {
                    columns = Columns.of(path, row.getFields());
                    continue;
                }
                Step step = columns.step(path, row);
                if (step != null) {
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

    /**
     * Where the fields of a row stand; the time comes first.
     *
     * @param label -1 where the file has none
     */
    private record Columns(int value, int label) {

        static Columns of(Path path, List<String> heading) {
            List<String> names =
                    heading.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
            int value = names.indexOf("value");
            if (value < 1) {
                throw new WrongInput(
                        "%s: the heading %s has no column named value behind the time".formatted(path, heading));
            }
            int label = names.stream()
                    .filter(LABELS::contains)
                    .map(names::indexOf)
                    .findFirst()
                    .orElse(-1);
            return new Columns(value, label);
        }

        /** Null for a gap. */
        @Nullable
        Step step(Path path, CsvRecord row) {
            try {
                long at = time(row.getField(0));
                boolean wrong = label >= 0 && Double.parseDouble(row.getField(label)) > 0;
                String text = row.getField(value);
                return text.isBlank() ? null : new Step(at, Double.parseDouble(text), wrong);
            } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException wrong) {
                throw new WrongInput(
                        "%s, line %d: %s is no time with a value"
                                .formatted(path, row.getStartingLineNumber(), row.getFields()),
                        wrong);
            }
        }
    }

    /** RFC 3339, or without zone, which is UTC. */
    static long time(String text) {
        String instant = text.strip().replace(' ', 'T');
        return Instant.parse(ZONED.matcher(instant).find() ? instant : instant + "Z")
                .toEpochMilli();
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
