package io.aegis.formats.accesslog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The line formats that are understood. */
public enum LogFormat {
    /** Our own events, one JSON object a line. */
    NDJSON("ndjson"),
    /** nginx and Apache: common, combined, with a virtual host before or {@code name=value} pairs behind. */
    COMBINED("combined"),
    /** A gateway's JSON log with the usual names. */
    JSON_LINES("json-lines"),
    /** Tab or comma separated, names in the first line. */
    COLUMNS("columns");

    private final String id;

    LogFormat(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** By the word of {@code --format}; {@code common} and {@code json} are other words; null if there is none such. */
    public static @Nullable LogFormat named(String word) {
        for (LogFormat format : values()) {
            if (format.id.equals(word)) {
                return format;
            }
        }
        return switch (word) {
            case "common", "nginx", "apache", "clf" -> COMBINED;
            case "json", "jsonl", "jsonlines" -> JSON_LINES;
            case "tsv", "csv" -> COLUMNS;
            case "aegis" -> NDJSON;
            default -> null;
        };
    }

    public static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (LogFormat format : values()) {
            ids.add(format.id);
        }
        return ids;
    }

    /** From the first lines of a file, whatever most of them are; null if they look like none. */
    public static @Nullable LogFormat guess(List<byte[]> firstLines) {
        int events = 0;
        int json = 0;
        int combined = 0;
        int lines = 0;
        for (byte[] bytes : firstLines) {
            String line = new String(bytes, StandardCharsets.ISO_8859_1).strip();
            if (line.isEmpty()) {
                continue;
            }
            lines++;
            if (line.startsWith("{")) {
                json++;
                events += line.matches("(?s).*\"type\"\\s*:\\s*\"[a-z_]+\".*") ? 1 : 0;
            } else {
                combined += CombinedLines.looksLike(line) ? 1 : 0;
            }
        }
        if (json * 2 > lines) {
            return events * 2 > json ? NDJSON : JSON_LINES;
        }
        if (combined * 2 > lines) {
            return COMBINED;
        }
        boolean header = lines > 0 && Columns.isHeader(new String(firstLines.getFirst(), StandardCharsets.ISO_8859_1));
        return header ? COLUMNS : null;
    }
}
