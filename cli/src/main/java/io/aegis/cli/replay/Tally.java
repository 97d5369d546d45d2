package io.aegis.cli.replay;

import io.aegis.codec.event.JsonTree;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was read so far. Changed by the reading thread alone. */
final class Tally {

    long lines;
    long events;
    long ticks;
    long duplicates;
    long rejected;
    long damaged;
    long afterUntil;
    /** Were sent, and the server did not take them. */
    long refused;

    /** Came after a line that was younger by more than the lateness. */
    long late;

    /** Are younger than the lines around them by more than the lateness. */
    long ahead;

    long errors;
    long customers;
    /** Calls that name nobody, by a key that nobody has. */
    long unattributed;

    /** All of it in a line for a person; what did not occur is left out. */
    String summary(double seconds, Duration lateness) {
        String span = lateness.toString().substring(2).toLowerCase(Locale.ROOT);
        return String.format(
                        Locale.ROOT,
                        "%,d lines: %,d events of %,d customers, %,d errors, %,d rejected; %.1f s, %,.0f events/s",
                        lines,
                        events - refused,
                        customers,
                        errors,
                        rejected + refused,
                        seconds,
                        events / Math.max(seconds, 1e-3))
                + some(late, "late by more than --lateness (" + span + "): a longer one sorts them")
                + some(ahead, "ahead of their neighbours by more than that")
                + some(unattributed, "of nobody: no customer has their key")
                + some(duplicates, "repeated")
                + some(afterUntil, "after --until");
    }

    private static String some(long number, String what) {
        return number > 0 ? String.format(Locale.ROOT, "; %,d %s", number, what) : "";
    }

    /** The report: these counts and those of what was found. */
    String json(History history) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lines", lines);
        fields.put("events", events - refused);
        fields.put("rejected", rejected + refused);
        fields.put("customers", customers);
        fields.put("errors", errors);
        fields.put("duplicates", duplicates);
        fields.put("interventions", history.counts());
        return JsonTree.text(fields);
    }
}
