package io.aegis.engine.signal;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import org.jspecify.annotations.Nullable;

/** One customer's calls: totals, windows, trend, rhythm, latency, failing routes. */
final class Traffic {

    /** A decline is measured against the same level for so long. */
    private static final long BASE_MILLIS = 28 * SignalState.DAY;

    long total;
    long firstAt = Fact.UNKNOWN;
    long lastAt = Fact.UNKNOWN;
    /** Span of calls that came added up; shorter windows are unknown. */
    long spanMillis;

    final CallWindows windows = new CallWindows();
    final Rhythm rhythm = new Rhythm();
    final Surge surge = new Surge();
    final ErrorEvidence evidence = new ErrorEvidence();

    @Nullable
    HeavyHitters failing;

    @Nullable
    LatencySketch latency;

    /** Null while unknown. */
    Trend.@Nullable Way way;

    double change = Double.NaN;
    private int trendDay = Buckets.NONE;
    private double baseCalls = Double.NaN;
    private long baseFrom = Fact.UNKNOWN;
    private double lastWeekCalls;
    private boolean turned;

    void advance(long nowMillis, Silence silence) {
        windows.advance(minute(nowMillis));
        int day = (int) Math.floorDiv(nowMillis, SignalState.DAY);
        if (day != trendDay) {
            trendDay = day;
            turn(nowMillis, silence);
        }
    }

    void call(ApiCall call, long atMillis, long nowMillis, boolean failed, Silence silence) {
        int minute = minute(atMillis);
        spanMillis = 0;
        count(1, failed ? 1 : 0, atMillis);
        windows.add(minute, Answer.of(call.status(), failed));
        turnIfPast(minute, nowMillis, silence);
        if (failed) {
            failing().add(call.method(), call.route(), call.status(), call.key(), 1, atMillis);
        }
        if (call.latencyMillis() >= 0) {
            latency().add(minute, call.latencyMillis());
        }
    }

    void calls(ApiCalls calls, long span, long untilMillis, long nowMillis, Silence silence) {
        if (calls.count() <= 0) {
            return;
        }
        long failed = calls.clientErrors() + calls.serverErrors();
        int[] counts = {
            saturated(calls.count()),
            saturated(calls.clientErrors()),
            saturated(calls.authErrors()),
            saturated(calls.throttled()),
            saturated(calls.serverErrors())
        };
        spanMillis = span;
        count(calls.count(), failed, untilMillis);
        windows.add(minute(untilMillis - 1), counts);
        turnIfPast(minute(untilMillis - 1), nowMillis, silence);
        noteFailures(calls, untilMillis);
    }

    private void noteFailures(ApiCalls calls, long atMillis) {
        String route = calls.route() == null ? "*" : calls.route();
        long other = calls.clientErrors() - calls.authErrors() - calls.throttled();
        long[] numbers = {calls.authErrors(), calls.throttled(), other, calls.serverErrors()};
        int[] statuses = {401, 429, 400, 500};
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] > 0) {
                failing().add("*", route, statuses[i], null, numbers[i], atMillis);
            }
        }
    }

    private void count(long calls, long failed, long atMillis) {
        total += calls;
        if (lastAt >= 0 && atMillis > lastAt) {
            rhythm.add((int) Math.floorDiv(atMillis, SignalState.DAY), (atMillis - lastAt) / 1000);
        }
        firstAt = firstAt < 0 ? atMillis : Math.min(firstAt, atMillis);
        lastAt = Math.max(lastAt, atMillis);
        surge.add(calls, failed);
        evidence.add(calls, failed, atMillis);
    }

    /** Late calls change days that have been compared. */
    private void turnIfPast(int minute, long nowMillis, Silence silence) {
        if (Math.floorDiv(minute, 1440) != trendDay) {
            turn(nowMillis, silence);
        }
    }

    /** Compares the last complete days with those before, without the days on which the source was silent. */
    private void turn(long nowMillis, Silence silence) {
        turned = true;
        long complete = firstAt < 0 ? 0 : trendDay - Math.floorDiv(firstAt, SignalState.DAY) - 1;
        if (complete < 2 * Trend.WEEK) {
            way = null;
            change = Double.NaN;
            return;
        }
        long[] days = new long[(int) Math.min(complete, Trend.DAYS_MAX)];
        for (int i = 0; i < days.length; i++) {
            int day = trendDay - days.length + i;
            days[i] = silence.on(day, nowMillis) ? -1 : windows.days.calls(day, day + 1);
        }
        Trend.Way now = Trend.way(days);
        if (now != null) {
            settle(now, days, nowMillis);
        }
    }

    private void settle(Trend.Way now, long[] days, long nowMillis) {
        lastWeekCalls = Trend.weekCalls(days, days.length);
        if (now == Trend.Way.DECLINING && way != now) {
            double base = Trend.weekCalls(days, days.length - Trend.WEEK);
            boolean recent = baseFrom >= 0 && nowMillis - baseFrom < BASE_MILLIS;
            baseCalls = recent && lastWeekCalls < baseCalls ? Math.max(base, baseCalls) : base;
            baseFrom = nowMillis;
        }
        way = now;
        change = Trend.change(days);
    }

    /** The last complete week over the one before the decline; NaN without a decline. */
    double recovered() {
        return way == null ? Double.NaN : lastWeekCalls / baseCalls;
    }

    /** Calls per day over the last complete week, fewer days while the customer is new; NaN without a complete day. */
    double callsPerDay(long nowMillis) {
        long first = firstAt < 0 ? trendDay : Math.floorDiv(firstAt, SignalState.DAY) + 1;
        long days = Math.min(Trend.WEEK, Math.floorDiv(nowMillis, SignalState.DAY) - first);
        if (days <= 0) {
            return Double.NaN;
        }
        return (double) windows.days.calls((int) (trendDay - days), trendDay) / days;
    }

    /** When the trend may next turn: the end of the running day, while days that it compares have calls. */
    long nextTurn() {
        int oldest = trendDay - 2 * Trend.WEEK - 1;
        boolean compared = windows.days.firstFrom(oldest) != Integer.MAX_VALUE;
        return compared ? (trendDay + 1L) * SignalState.DAY : Long.MAX_VALUE;
    }

    /**
     * Whether something may fall due earlier than was told before; asking takes it back.
     *
     * @param shortestMinutes length of the shortest window of whole minutes that is watched
     */
    boolean takeEarlier(int shortestMinutes) {
        boolean earlier = windows.leavesEarlier || windows.quietMinutes >= shortestMinutes;
        windows.leavesEarlier = false;
        windows.quietMinutes = 0;
        return earlier;
    }

    /** Whether days were compared anew; asking takes it back. */
    boolean takeTurned() {
        boolean usual = latency != null && latency.takeTurned();
        boolean taken = turned || usual;
        turned = false;
        return taken;
    }

    private HeavyHitters failing() {
        HeavyHitters had = failing;
        if (had == null) {
            had = new HeavyHitters();
            failing = had;
        }
        return had;
    }

    private LatencySketch latency() {
        LatencySketch had = latency;
        if (had == null) {
            had = new LatencySketch();
            latency = had;
        }
        return had;
    }

    static int minute(long millis) {
        return (int) Math.floorDiv(millis, SignalState.MINUTE);
    }

    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    void write(SnapshotWriter out) {
        out.number(total);
        out.number(firstAt);
        out.number(lastAt);
        out.number(spanMillis);
        windows.write(out);
        rhythm.write(out);
        surge.write(out);
        evidence.write(out);
        out.flag(failing != null);
        if (failing != null) {
            failing.write(out);
        }
        out.flag(latency != null);
        if (latency != null) {
            latency.write(out);
        }
        out.number(way == null ? -1 : way.ordinal());
        out.decimal(change);
        out.number(trendDay);
        out.decimal(baseCalls);
        out.number(baseFrom);
        out.decimal(lastWeekCalls);
    }

    void read(SnapshotReader in) {
        total = in.number();
        firstAt = in.number();
        lastAt = in.number();
        spanMillis = in.number();
        windows.read(in);
        rhythm.read(in);
        surge.read(in);
        evidence.read(in);
        if (in.flag()) {
            failing().read(in);
        }
        if (in.flag()) {
            latency().read(in);
        }
        int known = in.integer();
        way = known < 0 ? null : Trend.Way.values()[known];
        change = in.decimal();
        trendDay = in.integer();
        baseCalls = in.decimal();
        baseFrom = in.number();
        lastWeekCalls = in.decimal();
    }
}
