package io.aegis.server.dashboard;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.aegis.server.dashboard.page.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Comma-separated values as spreadsheets write them: also with semicolons or tabs, and with a byte-order mark. */
final class CsvFile {

    private static final String SEPARATORS = ",;\t";
    private static final int HEAD_CHARS_MAX = 16_384;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

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

    /**
     * Reads a file row by row; those without any text are left out.
     *
     * @throws IllegalArgumentException if it is not UTF-8, or a quote is not closed
     * @throws IOException if it cannot be read
     */
    static void read(InputStream file, Consumer<Row> rows) throws IOException {
        int next = 1;
        BufferedReader text =
                new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()), HEAD_CHARS_MAX);
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(head(text)))
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
                    rows.accept(new Row(line, cells));
                }
            }
        } catch (CsvParseException unclosed) {
            throw new IllegalArgumentException(
                    "Line " + Wording.exact(next) + " opens a quote (\") that is not closed at the end of its cell.\n"
                            + "Close it, or double it where it belongs to the text (\"\").",
                    unclosed);
        } catch (CharacterCodingException other) {
            throw foreign(next, other);
        } catch (UncheckedIOException failed) {
            throw failed.getCause() instanceof CharacterCodingException other ? foreign(next, other) : failed;
        }
    }

    /** What is decoded ahead of the rows is not in them yet, so the line is the first that may be meant. */
    private static IllegalArgumentException foreign(int line, CharacterCodingException cause) {
        return new IllegalArgumentException(
                "The file is not in UTF-8, from line " + Wording.exact(line)
                        + " or one that follows.\nSave it as “CSV UTF-8” in the spreadsheet, and import that.",
                cause);
    }

    /** The beginning of a file, with its byte-order mark read over; what is read then begins there again. */
    private static String head(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        char[] head = new char[HEAD_CHARS_MAX];
        text.mark(HEAD_CHARS_MAX);
        int length = 0;
        for (int read = 0; length < head.length && read >= 0; length += Math.max(0, read)) {
            read = text.read(head, length, head.length - length);
        }
        text.reset();
        return new String(head, 0, length);
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
