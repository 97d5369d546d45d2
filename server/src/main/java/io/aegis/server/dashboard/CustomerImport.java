package io.aegis.server.dashboard;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.http.ProblemException;
import io.aegis.server.processing.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of customer records as {@code customer} events, through the same reader as every door, part by part: no more
 * of it is in memory at a time. It is read twice, so that nothing is taken of one that cannot be read to its end.
 */
final class CustomerImport {

    static final int ROWS_MAX = 1_000_000;

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FIELDS =
            Set.of("id", "name", "tier", "stage", "owner", "timezone", "created_at", "tags");
    private static final String COLUMNS = "id, name, tier, stage, owner, timezone, created_at and tags";
    private static final int PART_ROWS = 5_000;

    private final CsvSource file;
    private final List<String> columns;
    private final long rows;

    private CustomerImport(CsvSource file, List<String> columns, long rows) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
    }

    /** How many customers it holds. */
    long rows() {
        return rows;
    }

    /** A file that can be read from its beginning again. */
    interface CsvSource {
        InputStream open() throws IOException;
    }

    /** Where records go; it answers once they are durable. */
    interface Records {
        /** @throws ProblemException when nothing of them was taken */
        Receipt take(List<Line> lines);
    }

    /** @throws IllegalArgumentException when the file as a whole cannot be read */
    static CustomerImport of(CsvSource file) throws IOException {
        Look look = new Look();
        try (InputStream in = file.open()) {
            CsvFile.read(in, look);
        }
        if (look.rows <= 0) {
            throw new IllegalArgumentException(
                    "The file holds no customer.\nGive it a first line of column names and a line for each customer.");
        }
        if (look.rows > ROWS_MAX) {
            throw new IllegalArgumentException("The file holds " + Wording.exact(look.rows) + " customers, more than "
                    + Wording.exact(ROWS_MAX) + ".\nSplit it.");
        }
        return new CustomerImport(file, look.columns, look.rows);
    }

    /** Reads the first line and counts the others. */
    private static final class Look implements Consumer<CsvFile.Row> {
        private List<String> columns = List.of();
        private long rows = -1;

        @Override
        public void accept(CsvFile.Row row) {
            if (rows < 0) {
                columns = columns(row);
            }
            rows++;
        }
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

    /** An empty tally of it. */
    ImportTally tally() {
        return new ImportTally(
                columns.stream().filter(name -> !FIELDS.contains(name)).toList());
    }

    /**
     * Hands the records on and says what became of them.
     *
     * @param at instant of the events, RFC 3339
     * @param tally kept while it goes on
     */
    ImportReport take(String at, EventReader reader, Records records, ImportTally tally) throws IOException {
        Parts parts = new Parts(at, reader, records, tally);
        try (InputStream in = file.open()) {
            CsvFile.read(in, parts);
            parts.flush();
        } catch (ProblemException refused) {
            return tally.stopped(parts.firstLine(), refused.problem().detail());
        }
        return tally.report();
    }

    /** Gathers rows and hands them on when there are enough. */
    private final class Parts implements Consumer<CsvFile.Row> {
        private final String at;
        private final EventReader reader;
        private final Records records;
        private final ImportTally tally;
        private final StringBuilder events = new StringBuilder();
        private final List<Integer> places = new ArrayList<>();
        private boolean headRead;

        private Parts(String at, EventReader reader, Records records, ImportTally tally) {
            this.at = at;
            this.reader = reader;
            this.records = records;
            this.tally = tally;
        }

        @Override
        public void accept(CsvFile.Row row) {
            if (!headRead) {
                headRead = true;
            } else if (row.cells().size() > columns.size()) {
                tally.refuse(row.line(), tooMany(row.cells().size(), columns.size()));
            } else {
                events.append(JSON.writeValueAsString(event(row.cells(), columns, at)))
                        .append('\n');
                places.add(row.line());
                if (places.size() == PART_ROWS) {
                    flush();
                }
            }
        }

        private void flush() {
            if (places.isEmpty()) {
                return;
            }
            List<Line> lines = new ArrayList<>();
            Set<Line> unread = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Line line : decoded(events.toString(), reader)) {
                Line placed = line instanceof RejectedLine refused ? inFile(refused) : line;
                lines.add(placed);
                if (placed instanceof RejectedLine) {
                    unread.add(placed);
                }
            }
            Receipt receipt = records.take(lines);
            tally.taken(receipt.accepted());
            for (RejectedLine refused : receipt.rejected()) {
                RejectedLine placed = unread.contains(refused) ? refused : inFile(refused);
                tally.refuse((int) placed.line(), reason(placed));
            }
            events.setLength(0);
            places.clear();
        }

        /** Lines that are kept are to be found in the file, not in the part of it that was handed on. */
        private RejectedLine inFile(RejectedLine refused) {
            int line = places.get((int) refused.line() - 1);
            return new RejectedLine(line, refused.field(), refused.reason(), refused.masked());
        }

        /** First line of what was not taken yet. */
        private int firstLine() {
            return places.getFirst();
        }
    }

    /** In the words of the file: its column id is the event's customer. A reason that begins with its field says it once. */
    static String reason(RejectedLine refused) {
        String field = refused.field();
        if (field == null) {
            return refused.reason();
        }
        if (field.equals("customer")) {
            return refused.reason().replaceFirst("^customer\\b", "id");
        }
        return refused.reason().startsWith(field) ? refused.reason() : field + ": " + refused.reason();
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
            } else if (column.equals("created_at") && DATE.matcher(value).matches()) {
                // As spreadsheets have it: the beginning of that day.
                event.put(column, value + "T00:00:00Z");
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
            throw new IllegalStateException("records that were just written cannot be read: " + broken, broken);
        }
    }
}
