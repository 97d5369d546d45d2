package io.aegis.server.dashboard;

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

    /** The text as it was before {@link #line} kept it from becoming a formula. */
    static String restored(String cell) {
        boolean kept = cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA_STARTS.indexOf(cell.charAt(1)) >= 0;
        return kept ? cell.substring(1) : cell;
    }
}
