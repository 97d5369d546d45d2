package io.aegis.server.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What customers can be sorted by. An index holds the step that a value falls into ({@link SortSteps}); within a step
 * the exact value orders, then the number. Some steps hold one value only, so the index alone orders them, however many
 * customers there are in it: all of those without calls, say.
 */
enum CustomerOrder {
    NAME("name", "name_sort", null, 0),
    SCORE("score", "score_sort", null, 0),
    CALLS("calls", "calls_sort", "c.calls_total", SortSteps.SINGLE_CALLS_MAX),
    LAST_CALL("last_call", "last_call_sort", "c.last_call_millis", SortSteps.SINGLE_LAST_CALL_MAX),
    ERROR_RATE("error_rate", "error_sort", "coalesce(c.error_rate, -1)", SortSteps.SINGLE_ERROR_MAX),
    MRR("mrr", "mrr_sort", null, 0);

    private final String id;
    private final String step;
    private final @Nullable String exact;
    private final long singleMax;

    /**
     * @param exact the value where steps hold several, null where each holds one
     * @param singleMax steps up to it hold one value each
     */
    CustomerOrder(String id, String step, @Nullable String exact, long singleMax) {
        this.id = id;
        this.step = "c." + step;
        this.exact = exact;
        this.singleMax = singleMax;
    }

    /** @throws IllegalArgumentException if there is no such order */
    static CustomerOrder of(String id) {
        for (CustomerOrder order : values()) {
            if (order.id.equals(id)) {
                return order;
            }
        }
        throw new IllegalArgumentException("sort (" + id
                + ") is unknown\n"
                + "Use name, score, calls, last_call, error_rate or mrr, with a leading - for"
                + " descending.");
    }

    /** True where an index alone has what orders, false where the row's exact value is needed too. */
    boolean inIndex() {
        return exact == null;
    }

    /** What a place in this order is made of. */
    List<Class<?>> types() {
        Class<?> first = this == NAME ? String.class : Long.class;
        return exact == null
                ? List.of(first, Long.class)
                : List.of(first, this == ERROR_RATE ? Double.class : Long.class, Long.class);
    }

    /** What a key of this order is made of. */
    String key() {
        return "c.number, " + step + " as step, " + (exact == null ? "0" : exact) + " as exact";
    }

    /** The columns that order, all in one direction. */
    String columns() {
        return columns("");
    }

    /** @param end what stands behind each of them */
    String columns(String end) {
        return step + end + ", " + (exact == null ? "" : exact + end + ", ") + "c.number" + end;
    }

    /** How keys are ordered. */
    static String ofKeys(String alias, boolean descending) {
        String end = descending ? " desc" : "";
        return "order by " + alias + ".step" + end + ", " + alias + ".exact" + end + ", " + alias + ".number" + end;
    }

    /**
     * The first keys after a place, read from an index in its order and no further.
     *
     * @param start a query up to and with its conditions
     */
    Sql first(Sql start, boolean descending, List<Object> place, int rows) {
        if (exact == null) {
            return part(start, "", List.of(step, "c.number"), descending, place, rows);
        }
        List<Object> single = place.isEmpty() ? List.of() : List.of(place.getFirst(), place.getLast());
        return new Sql("((")
                .add(part(
                        start,
                        " and " + step + " > " + singleMax,
                        List.of(step, exact, "c.number"),
                        descending,
                        place,
                        rows))
                .add(") union all (")
                .add(part(
                        start,
                        " and " + step + " <= " + singleMax,
                        List.of(step, "c.number"),
                        descending,
                        single,
                        rows))
                .add("))");
    }

    private static Sql part(
            Sql start, String range, List<String> columns, boolean descending, List<Object> place, int rows) {
        String end = descending ? " desc" : "";
        return new Sql("")
                .add(start)
                .add(range)
                .after(String.join(", ", columns), descending, place)
                .add("order by " + String.join(end + ", ", columns) + end)
                .add("limit " + rows);
    }

    List<Object> place(ResultSet key) throws SQLException {
        List<Object> place = new ArrayList<>();
        place.add(this == NAME ? key.getString("step") : (Object) key.getLong("step"));
        if (exact != null) {
            place.add(this == ERROR_RATE ? (Object) key.getDouble("exact") : (Object) key.getLong("exact"));
        }
        place.add(key.getLong("number"));
        return place;
    }
}
