package io.aegis.simulator.world;

/** A true move of a company's rate of use, from its onset until it is undone, has become the usual, or stops mattering. */
final class UsageEpisode {

    final boolean decline;
    final String cause;
    final long onsetMillis;
    final double before;
    double severity;
    long endMillis;
    long calls;

    UsageEpisode(boolean decline, String cause, long onsetMillis, double before, double severity, long endMillis) {
        this.decline = decline;
        this.cause = cause;
        this.onsetMillis = onsetMillis;
        this.before = before;
        this.severity = severity;
        this.endMillis = endMillis;
    }
}
