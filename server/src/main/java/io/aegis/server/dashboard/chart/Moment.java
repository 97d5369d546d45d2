package io.aegis.server.dashboard.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that happened at an instant of the plot.
 *
 * @param x its place from the left, in units of 1000
 */
public record Moment(String x, long atMillis, String label, Tone tone) {

    /** How it is drawn. */
    public enum Tone {
        STEP,
        EVENT,
        TROUBLE;

        /** Its class in the style sheet. */
        public String id() {
            return switch (this) {
                case STEP -> "step";
                case EVENT -> "event";
                case TROUBLE -> "trouble";
            };
        }
    }

    /** At its place in a plot of this stretch, which it has to lie in. */
    public static Moment of(long atMillis, long fromMillis, long toMillis, String label, Tone tone) {
        return new Moment(
                Outline.number((double) (atMillis - fromMillis) / (toMillis - fromMillis) * Outline.WIDTH),
                atMillis,
                label,
                tone);
    }

    /**
     * Those of one kind, as the key of the plot has them.
     *
     * @param latestMillis when the last of them was
     */
    public record Kind(String label, Tone tone, int count, long latestMillis) {}

    /** The kinds of moments, in the order of their first. */
    static List<Kind> kinds(List<Moment> moments) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (Moment moment : moments) {
            kinds.merge(
                    moment.label(),
                    new Kind(moment.label(), moment.tone(), 1, moment.atMillis()),
                    (known, one) -> new Kind(
                            one.label(),
                            one.tone(),
                            known.count() + 1,
                            Math.max(known.latestMillis(), one.latestMillis())));
        }
        return new ArrayList<>(kinds.values());
    }
}
