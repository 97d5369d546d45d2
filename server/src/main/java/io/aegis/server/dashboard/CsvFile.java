package io.aegis.server.dashboard;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as spreadsheets write them: also with semicolons or tabs, and with a byte-order mark. */
final class CsvFile {

    private static final String SEPARATORS = ",;\t";

    private CsvFile() {}

    /**
     * Cells of one row.
     *
     * @param line where it begins in the file, counted from 1
     */
    record Row(int line, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    /** @throws IllegalArgumentException if it is not UTF-8, or a quote is not closed */
    static List<Row> rows(byte[] file) {
        try {
            return rows(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException other) {
            throw new IllegalArgumentException(
                    "The file is not in UTF-8.\nSave it as “CSV UTF-8” in the spreadsheet, and import that.", other);
        }
    }

    /** Rows without any text are left out. */
    static List<Row> rows(String file) {
        String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
        List<Row> rows = new ArrayList<>();
        int next = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(text))
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(false)
                .ofCsvRecord(text)) {
            for (CsvRecord each : reader) {
                List<String> cells = each.getFields();
                int line = (int) each.getStartingLineNumber();
                next = line + 1 + breaks(cells);
                if (!cells.stream().allMatch(String::isBlank)) {
                    rows.add(new Row(line, cells));
                }
            }
        } catch (CsvParseException unclosed) {
            throw new IllegalArgumentException(
                    "Line " + next + " opens a quote (\") that is not closed at the end of its cell.\n"
                            + "Close it, or double it where it belongs to the text (\"\").",
                    unclosed);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory could not be read", impossible);
        }
        return List.copyOf(rows);
    }

    private static int breaks(List<String> cells) {
        return cells.stream().mapToInt(cell -> cell.split("\\R", -1).length - 1).sum();
    }

    /** What stands most often in the first line outside quotes. */
    private static char separator(String text) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || text.charAt(i) != '\n'); i++) {
            quoted ^= text.charAt(i) == '"';
            int which = SEPARATORS.indexOf(text.charAt(i));
            if (which >= 0 && !quoted) {
                counts[which]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return SEPARATORS.charAt(most);
    }
}
