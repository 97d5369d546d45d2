package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Utf8;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tab or comma separated values with the usual names in the first line; bytes that are no UTF-8 are read as Latin-1. */
final class Columns implements LineDecoder {

    private final EventReader reader;
    private final RecordNames call;
    private @Nullable List<String> names;
    private char separator = '\t';

    Columns(EventReader reader, @Nullable String customerField) {
        this.reader = reader;
        this.call = new RecordNames(
                io.aegis.formats.gateway.LogFormat.JSON_LINES.mapping(), customerField, RecordNames.Kind.ROWS);
    }

    static boolean isHeader(String line) {
        List<String> names = cells(line.strip(), separator(line));
        return names.size() >= 3 && names.stream().allMatch(name -> name.matches("[A-Za-z@_][A-Za-z0-9_.@ -]{0,40}"));
    }

    @Override
    public @Nullable Line decode(byte[] bytes, int from, int to, long number) {
        Charset charset = Utf8.firstInvalid(bytes, from, to) < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String line = new String(bytes, from, to - from, charset);
        if (line.isBlank()) {
            return null;
        }
        if (names == null) {
            separator = separator(line);
            names = cells(line, separator).stream().map(Columns::name).toList();
            return null;
        }
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        List<String> cells = cells(line, separator);
        for (int i = 0; i < Math.min(cells.size(), names.size()); i++) {
            record.put(names.get(i), cells.get(i));
        }
        return call.read(new TreeFields(record), reader, number, () -> line);
    }

    @Override
    public @Nullable String guessedFrom() {
        return call.guessedFrom() == null ? null : "the column " + call.guessedFrom();
    }

    private static char separator(String line) {
        return line.indexOf('\t') >= 0 ? '\t' : line.indexOf(';') >= 0 && line.indexOf(',') < 0 ? ';' : ',';
    }

    /** {@code Status Code} is {@code status_code}; a name in one word is as it is written. */
    private static String name(String header) {
        String name = header.strip();
        boolean words = name.indexOf(' ') >= 0 || Character.isUpperCase(name.isEmpty() ? ' ' : name.charAt(0));
        return words ? name.toLowerCase(Locale.ROOT).replace(' ', '_') : name;
    }

    /** Cells as RFC 4180 quotes them. */
    private static List<String> cells(String line, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
