package io.aegis.server.dashboard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values as spreadsheets write them: also with semicolons or tabs, and with a byte-order mark. */
final class CsvFile {

    private static final String SEPARATORS = ",;\t";

    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private int line = 1;
    private int rowLine = 1;

    private CsvFile(String text) {
        this.text = text;
        this.separator = separator(text);
    }

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
    static List<Row> rows(String text) {
        return new CsvFile(text.startsWith("\uFEFF") ? text.substring(1) : text).read();
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

    private List<Row> read() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                at = quoted(at);
            } else if (c == separator) {
                endCell();
            } else if (c == '\n') {
                line++;
                endRow();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        endRow();
        return List.copyOf(rows);
    }

    /** Takes over what stands between quotes; a doubled quote is one. */
    private int quoted(int from) {
        int opened = line;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '"') {
                line += c == '\n' ? 1 : 0;
                cell.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append(c);
                at++;
            } else {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("Line " + opened + " opens a quote (\") that is never closed.\n"
                + "Close it, or double it where it belongs to the text (\"\").");
    }

    private void endCell() {
        cells.add(cell.toString());
        cell.setLength(0);
    }

    private void endRow() {
        endCell();
        if (!cells.stream().allMatch(String::isBlank)) {
            rows.add(new Row(rowLine, cells));
        }
        cells.clear();
        rowLine = line;
    }
}
