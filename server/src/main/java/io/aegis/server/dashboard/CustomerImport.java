package io.aegis.server.dashboard;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns a file of customer records into {@code customer} events, through the same reader as every door. */
final class CustomerImport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FIELDS = Set.of("name", "tier", "stage", "owner", "timezone", "created_at");
    private static final int ROWS_MAX = 50_000;

    private CustomerImport() {}

    /**
     * @param at instant of the events, RFC 3339
     * @throws IllegalArgumentException when the file as a whole cannot be read
     */
    static List<Line> read(String csv, String at, EventReader reader) {
        List<List<String>> rows = CsvText.rows(csv);
        if (rows.size() < 2) {
            throw new IllegalArgumentException(
                    "The file holds no customer.\nGive it a first line of column names and a line for each customer.");
        }
        if (rows.size() - 1 > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "The file holds " + (rows.size() - 1) + " customers, more than " + ROWS_MAX + ".\nSplit it.");
        }
        List<String> columns = rows.getFirst().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!columns.contains("id")) {
            throw new IllegalArgumentException("The first line (" + String.join(", ", columns)
                    + ") names no column id.\nName the column that holds the customer's id.");
        }
        return decode(rows.subList(1, rows.size()), columns, at, reader);
    }

    private static List<Line> decode(List<List<String>> rows, List<String> columns, String at, EventReader reader) {
        StringBuilder lines = new StringBuilder();
        for (List<String> row : rows) {
            lines.append(JSON.writeValueAsString(record(row, columns, at))).append('\n');
        }
        try {
            return new ArrayList<>(reader.readLines(lines.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (BrokenBodyException broken) {
            throw new IllegalArgumentException("The file cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static ObjectNode record(List<String> row, List<String> columns, String at) {
        ObjectNode event = JSON.createObjectNode().put("type", "customer").put("at", at);
        for (int i = 0; i < Math.min(columns.size(), row.size()); i++) {
            String value = row.get(i).strip();
            String column = columns.get(i);
            if (value.isEmpty()) {
                continue;
            }
            if (column.equals("id")) {
                event.put("customer", value);
            } else if (column.equals("tags")) {
                var tags = event.putArray("tags");
                for (String tag : value.split("\\|", -1)) {
                    tags.add(tag.strip());
                }
            } else if (FIELDS.contains(column)) {
                event.put(column, value);
            }
        }
        return event;
    }
}
