package io.aegis.engine.signal;

/** Failures of late, asked to tell the platform's from the customer's own. */
final class RecentFailures {

    private static final int HOUR_MINUTES = 60;

    private RecentFailures() {}

    /**
     * Whether the last hour's are as often of a field of {@link Buckets} as not, or the adaptive window's where the hour
     * has none: a window of a day would set an outage of minutes against the customer's own failures of all day.
     */
    static boolean mostly(SignalState s, int field) {
        int from = s.windowNow - HOUR_MINUTES + 1;
        long all = Buckets.errors(s.steps, Buckets.MINUTES, from, Integer.MAX_VALUE);
        return all > 0
                ? 2 * Buckets.sum(s.steps, Buckets.MINUTES, field, from, Integer.MAX_VALUE) >= all
                : 2L * CallWindows.adaptive(s, field)
                        > (long) CallWindows.adaptive(s, Buckets.CLIENT) + CallWindows.adaptive(s, Buckets.SERVER);
    }

    /** Whether those since a minute are more often of it than not; since its hour, where minutes are not kept. */
    static boolean mostly(SignalState s, int field, int minute) {
        boolean kept = minute >= CallWindows.minutesFrom(s.windowNow);
        int row = kept ? Buckets.MINUTES : Buckets.HOURS;
        int from = kept ? minute : Math.floorDiv(minute, HOUR_MINUTES);
        return 2 * Buckets.sum(s.steps, row, field, from, Integer.MAX_VALUE)
                > Buckets.errors(s.steps, row, from, Integer.MAX_VALUE);
    }

    /** How many since the beginning of a minute; of the next hour, where minutes are not kept. */
    static long since(SignalState s, int minute) {
        return minute >= CallWindows.minutesFrom(s.windowNow)
                ? Buckets.errors(s.steps, Buckets.MINUTES, minute, Integer.MAX_VALUE)
                : Buckets.errors(s.steps, Buckets.HOURS, Math.ceilDiv(minute, HOUR_MINUTES), Integer.MAX_VALUE);
    }

    /** The same of a field of {@link Buckets}. */
    static long since(SignalState s, int field, int minute) {
        return minute >= CallWindows.minutesFrom(s.windowNow)
                ? Buckets.sum(s.steps, Buckets.MINUTES, field, minute, Integer.MAX_VALUE)
                : Buckets.sum(s.steps, Buckets.HOURS, field, Math.ceilDiv(minute, HOUR_MINUTES), Integer.MAX_VALUE);
    }
}
