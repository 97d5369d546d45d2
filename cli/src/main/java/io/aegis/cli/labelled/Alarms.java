package io.aegis.cli.labelled;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.engine.rule.RuleSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** When a series looks wrong to whom, epoch milliseconds, ascending. */
final class Alarms {

    /** The usual value of a series becomes so many calls a minute, or milliseconds. */
    private static final double USUAL = 100;

    private static final long MINUTE = 60_000;

    private static final double FACTOR = 2;
    private static final double SIGMAS = 3;
    private static final int TRAILING_MIN = 10;
    private static final int TRAILING_SHARE = 10;
    private static final Set<String> OPENING = Set.of("opened", "reopened", "released");

    private Alarms() {}

    /** Values above twice the usual one or below half of it. */
    static long[] ofThreshold(Series series) {
        double usual = series.usual();
        return at(series, i -> series.values()[i] > FACTOR * usual || series.values()[i] < usual / FACTOR);
    }

    /** Values further than three deviations from the mean of the tenth of the series before them. */
    static long[] ofThreeSigma(Series series) {
        int trailing = Math.max(TRAILING_MIN, series.size() / TRAILING_SHARE);
        double[] values = series.values();
        // Around the usual value, so that squares of large numbers do not swallow their differences.
        double usual = series.usual();
        double[] sums = new double[values.length + 1];
        double[] squares = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            double off = values[i] - usual;
            sums[i + 1] = sums[i] + off;
            squares[i + 1] = squares[i] + off * off;
        }
        return at(series, i -> {
            int from = Math.max(0, i - trailing);
            double mean = (sums[i] - sums[from]) / (i - from);
            double variance = (squares[i] - squares[from]) / (i - from) - mean * mean;
            return i >= TRAILING_MIN && Math.abs(values[i] - usual - mean) > SIGMAS * Math.sqrt(Math.max(0, variance));
        });
    }

    private static long[] at(Series series, IntPredicate wrong) {
        return IntStream.range(0, series.size())
                .filter(wrong)
                .mapToLong(i -> series.atMillis()[i])
                .toArray();
    }

    /**
     * When a rule opens an intervention for the customer that the series is.
     *
     * @param latency whether a value is the latency of a call, in place of a number of calls
     */
    static long[] ofMonitor(Series series, boolean latency, RuleSet rules) {
        Openings openings = new Openings();
        Engine engine = new Engine(rules, openings);
        LongStream.Builder alarms = LongStream.builder();
        double scale = USUAL / series.usual();
        int minutes = series.stepMinutes();
        for (int i = 0; i < series.size(); i++) {
            long at = series.atMillis()[i];
            double value = series.values()[i] * scale;
            if (latency) {
                engine.apply(new Entry.Event(0, 0, at, call((int) Math.round(value))));
            } else {
                spread(engine, at, value * minutes, minutes);
            }
            engine.apply(new Entry.Tick(at));
            // Of a step nobody knows anything before its end.
            if (openings.takeAny()) {
                alarms.add(at);
            }
        }
        return alarms.build().toArray();
    }

    /** Gives the calls of a step to its minutes, evenly. */
    private static void spread(Engine engine, long endMillis, double calls, int minutes) {
        long given = 0;
        for (int minute = 1; minute <= minutes; minute++) {
            long due = Math.round(Math.max(0, calls) * minute / minutes);
            long at = endMillis - (minutes - minute) * MINUTE;
            engine.apply(new Entry.Tick(at));
            if (due > given) {
                engine.apply(new Entry.Event(0, 0, at, new ApiCalls(due - given, 0, 0, 0, 0, at, null)));
            }
            given = due;
        }
    }

    private static Fact call(int latencyMillis) {
        return new ApiCall("GET", "/", 200, latencyMillis, false, null, null);
    }

    /** Tells whether something opened. */
    private static final class Openings implements Outputs {

        private boolean any;

        boolean takeAny() {
            boolean taken = any;
            any = false;
            return taken;
        }

        @Override
        public void intervention(Intervention now, TimelineEntry entry) {
            any |= OPENING.contains(entry.kind());
        }

        @Override
        public void customer(int customer) {}

        @Override
        public void refused(Entry.Command command, String reason) {
            throw new IllegalStateException("no command is given, and one was refused: " + reason);
        }
    }
}
