package io.aegis.server.dashboard;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180), written so that no spreadsheet takes a cell for a formula. */
final class CsvText {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvText() {}

    /** One line with its end. Text that a spreadsheet would compute gets an apostrophe in front. */
    static String line(Object... cells) {
        StringBuilder line = new StringBuilder();
        for (Object cell : cells) {
            line.append(line.isEmpty() ? "" : ",").append(cell(cell));
        }
        return line.append("\r\n").toString();
    }

    private static String cell(Object value) {
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value.toString();
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        String safe = formula ? "'" + text : text;
        boolean quoted = formula || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        // An empty first cell is quoted, so that a line is never empty.
        return quoted || safe.isEmpty() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /** Splits a file into rows of cells; quoted cells may hold commas, quotes and line ends. */
    static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
                cell.append(c);
            } else if (c != '\r') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            }
        }
        if (!cell.isEmpty() || !row.isEmpty()) {
            row.add(cell.toString());
            rows.add(row);
        }
        rows.removeIf(cells -> cells.stream().allMatch(String::isBlank));
        return rows;
    }
}
