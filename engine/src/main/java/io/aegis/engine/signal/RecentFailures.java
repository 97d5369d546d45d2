package io.aegis.engine.signal;

/** Failures of late, asked to tell the platform's from the customer's own. */
final class RecentFailures {

    private static final int HOUR_MINUTES = 60;

    private RecentFailures() {}

    /**
     * Whether the last hour's are as often 5xx answers as not, or the adaptive window's where the hour has none: a window
     * of a day would set an outage of minutes against the customer's own failures of all day.
     */
    static boolean mostlyServer(SignalState s) {
        int from = s.windowNow - HOUR_MINUTES + 1;
        long server = Buckets.sum(s.steps, Buckets.MINUTES, Buckets.SERVER, from, Integer.MAX_VALUE);
        long client = Buckets.sum(s.steps, Buckets.MINUTES, Buckets.CLIENT, from, Integer.MAX_VALUE);
        return server + client > 0
                ? server >= client
                : CallWindows.adaptive(s, Buckets.SERVER) > CallWindows.adaptive(s, Buckets.CLIENT);
    }

    /** Whether those since a minute are more often 5xx answers than not; since its hour, where minutes are not kept. */
    static boolean mostlyServer(SignalState s, int minute) {
        boolean kept = minute >= CallWindows.minutesFrom(s.windowNow);
        int row = kept ? Buckets.MINUTES : Buckets.HOURS;
        int from = kept ? minute : Math.floorDiv(minute, HOUR_MINUTES);
        return Buckets.sum(s.steps, row, Buckets.SERVER, from, Integer.MAX_VALUE)
                > Buckets.sum(s.steps, row, Buckets.CLIENT, from, Integer.MAX_VALUE);
    }

    /** How many since the beginning of a minute; of the next hour, where minutes are not kept. */
    static long since(SignalState s, int minute) {
        return minute >= CallWindows.minutesFrom(s.windowNow)
                ? Buckets.errors(s.steps, Buckets.MINUTES, minute, Integer.MAX_VALUE)
                : Buckets.errors(s.steps, Buckets.HOURS, Math.ceilDiv(minute, HOUR_MINUTES), Integer.MAX_VALUE);
    }
}
