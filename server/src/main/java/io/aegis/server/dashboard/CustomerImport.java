package io.aegis.server.dashboard;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.processing.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of customer records as {@code customer} events, through the same reader as every door.
 *
 * @param lines what each readable row became
 * @param places line in the file of each of them
 * @param broken why a row could not be read, by its line
 * @param ignored columns that are none of a record
 */
record CustomerImport(List<Line> lines, List<Integer> places, Map<Integer, String> broken, List<String> ignored) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FIELDS =
            Set.of("id", "name", "tier", "stage", "owner", "timezone", "created_at", "tags");
    private static final String COLUMNS = "id, name, tier, stage, owner, timezone, created_at and tags";
    private static final int ROWS_MAX = 50_000;
    private static final int TOLD_MAX = 20;

    /**
     * @param at instant of the events, RFC 3339
     * @throws IllegalArgumentException when the file as a whole cannot be read
     */
    static CustomerImport read(byte[] file, String at, EventReader reader) {
        List<CsvFile.Row> rows = CsvFile.rows(file);
        if (rows.size() < 2) {
            throw new IllegalArgumentException(
                    "The file holds no customer.\nGive it a first line of column names and a line for each customer.");
        }
        if (rows.size() - 1 > ROWS_MAX) {
            throw new IllegalArgumentException("The file holds " + Wording.exact(rows.size() - 1)
                    + " customers, more than " + Wording.exact(ROWS_MAX) + ".\nSplit it.");
        }
        List<String> columns = columns(rows.getFirst());
        StringBuilder events = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        Map<Integer, String> broken = new TreeMap<>();
        for (CsvFile.Row row : rows.subList(1, rows.size())) {
            if (row.cells().size() > columns.size()) {
                broken.put(row.line(), tooMany(row.cells().size(), columns.size()));
            } else {
                events.append(JSON.writeValueAsString(event(row.cells(), columns, at)))
                        .append('\n');
                places.add(row.line());
            }
        }
        return new CustomerImport(
                decoded(events.toString(), reader),
                places,
                broken,
                columns.stream().filter(name -> !FIELDS.contains(name)).toList());
    }

    private static List<String> columns(CsvFile.Row head) {
        List<String> columns = head.cells().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!columns.contains("id")) {
            throw new IllegalArgumentException("The first line (" + Wording.cut(String.join(", ", columns), 120)
                    + ") names no column id.\nName the columns in the first line: id is needed, and may stand with "
                    + COLUMNS.substring(4) + ".");
        }
        Set<String> seen = new HashSet<>();
        for (String name : columns) {
            if (FIELDS.contains(name) && !seen.add(name)) {
                throw new IllegalArgumentException(
                        "The first line names the column " + name + " twice.\nKeep one of them.");
            }
        }
        return columns;
    }

    private static String tooMany(int cells, int columns) {
        return cells + " cells where the first line names " + columns
                + " columns: put a text that holds a separator into quotes";
    }

    private static ObjectNode event(List<String> cells, List<String> columns, String at) {
        ObjectNode event = JSON.createObjectNode().put("type", "customer").put("at", at);
        for (int i = 0; i < cells.size(); i++) {
            String value = CsvText.restored(cells.get(i)).strip();
            String column = columns.get(i);
            if (value.isEmpty() || !FIELDS.contains(column)) {
                continue;
            }
            if (column.equals("tags")) {
                ArrayNode tags = event.putArray("tags");
                for (String tag : value.split("\\|", -1)) {
                    tags.add(tag.strip());
                }
            } else {
                event.put(column.equals("id") ? "customer" : column, value);
            }
        }
        return event;
    }

    private static List<Line> decoded(String events, EventReader reader) {
        try {
            return new ArrayList<>(reader.readLines(events.getBytes(StandardCharsets.UTF_8)));
        } catch (BrokenBodyException broken) {
            throw new IllegalArgumentException("The file cannot be read: " + broken.getMessage(), broken);
        }
    }

    /** What became of it, with the first faults by the file's lines. */
    ImportReport report(Receipt receipt) {
        Map<Integer, String> faults = new TreeMap<>(broken);
        for (RejectedLine refused : receipt.rejected()) {
            String field = refused.field() == null ? "" : refused.field().replace("customer", "id") + ": ";
            faults.put(places.get((int) refused.line() - 1), field + refused.reason());
        }
        String taken =
                receipt.accepted() == 1 ? "1 record taken" : Wording.exact(receipt.accepted()) + " records taken";
        String refused = faults.isEmpty()
                ? "."
                : ", " + Wording.exact(faults.size()) + " refused. Mend these lines and"
                        + " import the file again: what was taken stays as it is.";
        List<String> told = new ArrayList<>();
        faults.forEach((line, fault) -> told.add("Line " + line + ": " + fault));
        List<String> first = told.size() > TOLD_MAX ? new ArrayList<>(told.subList(0, TOLD_MAX)) : told;
        if (told.size() > TOLD_MAX) {
            first.add("and " + Wording.exact(told.size() - TOLD_MAX) + " more");
        }
        String unknown = ignored.isEmpty()
                ? ""
                : " Columns that are no part of a record were left out: " + Wording.cut(String.join(", ", ignored), 200)
                        + ".";
        return new ImportReport(taken + refused + unknown, first, !faults.isEmpty());
    }
}
