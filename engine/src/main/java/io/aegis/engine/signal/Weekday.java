package io.aegis.engine.signal;

/** What is usual for a day: the same weekday of the weeks before a span. */
final class Weekday {

    /** A day that lies beyond this many times the others of its weekday, and beyond chance, counts as lying there. */
    private static final double CALM = 1.6;

    private static final double CHANCE = 2;

    private final long[] calls;
    private final double[] logs;

    /**
     * @param days calls of days, oldest first; -1 for a day that says nothing
     * @param before where the span begins: what lies from there on is not usual
     */
    Weekday(long[] days, double[] logsOfDays, int day, int before) {
        int weeks = 0;
        for (int d = day % Trend.WEEK; d < before; d += Trend.WEEK) {
            weeks += days[d] >= 0 ? 1 : 0;
        }
        calls = new long[weeks];
        logs = new double[weeks];
        int week = 0;
        for (int d = day % Trend.WEEK; d < before; d += Trend.WEEK) {
            if (days[d] >= 0) {
                calls[week] = days[d];
                logs[week++] = logsOfDays[d];
            }
        }
    }

    int weeks() {
        return calls.length;
    }

    double mean() {
        double sum = 0;
        for (long each : calls) {
            sum += each;
        }
        return sum / calls.length;
    }

    double geometricMean() {
        double sum = 0;
        for (double each : logs) {
            sum += each;
        }
        return Math.max(0, StrictMath.exp(sum / logs.length) - 0.5);
    }

    /** The mean of days that are drawn towards the others, so that a burst makes nothing usual. */
    double calmMean() {
        if (calls.length == 1) {
            return calls[0];
        }
        double total = mean() * calls.length;
        double sum = 0;
        for (long each : calls) {
            double others = (total - each) / (calls.length - 1);
            double chance = CHANCE * Math.sqrt(others + 1);
            sum += Math.clamp(
                    (double) each,
                    Math.max(0, Math.min(others / CALM, others - chance)),
                    Math.max(others * CALM, others + chance));
        }
        return sum / calls.length;
    }
}
