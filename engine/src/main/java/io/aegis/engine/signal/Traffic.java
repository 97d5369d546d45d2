package io.aegis.engine.signal;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import org.jspecify.annotations.Nullable;

/** One customer's calls: totals, windows, trend, rhythm, latency, failing routes. */
final class Traffic {

    private static final long COMPARED_DAYS = 2L * Trend.WEEK;
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

    @Nullable
    HeavyHitters failing;

    @Nullable
    LatencySketch latency;

    /** Null while unknown. */
    Trend.@Nullable Way way;

    double change = Double.NaN;
    private int trendDay = Buckets.NONE;
    private long baseCalls = Fact.UNKNOWN;
    private long baseFrom = Fact.UNKNOWN;
    private double lastWeekCalls;
    private final int[] counts = new int[Buckets.FIELDS];

    void advance(long nowMillis) {
        windows.advance(minute(nowMillis));
        int day = (int) Math.floorDiv(nowMillis, SignalState.DAY);
        if (day != trendDay) {
            trendDay = day;
            turn(nowMillis);
        }
    }

    void call(ApiCall call, long atMillis, long nowMillis, boolean failed) {
        int status = call.status();
        counts[Buckets.CALLS] = 1;
        counts[Buckets.CLIENT] = failed && status < 500 ? 1 : 0;
        counts[Buckets.AUTH] = failed && (status == 401 || status == 403) ? 1 : 0;
        counts[Buckets.THROTTLED] = failed && status == 429 ? 1 : 0;
        counts[Buckets.SERVER] = failed && status >= 500 ? 1 : 0;
        spanMillis = 0;
        count(1, atMillis, nowMillis, minute(atMillis), failed ? 1 : 0);
        if (failed) {
            failing().add(call.method(), call.route(), status, call.key(), 1, atMillis);
        }
        if (call.latencyMillis() >= 0) {
            latency().add(minute(atMillis), call.latencyMillis(), 1);
        }
    }

    void calls(ApiCalls calls, long span, long untilMillis, long nowMillis) {
        if (calls.count() <= 0) {
            return;
        }
        long failed = calls.clientErrors() + calls.serverErrors();
        counts[Buckets.CALLS] = saturated(calls.count());
        counts[Buckets.CLIENT] = saturated(calls.clientErrors());
        counts[Buckets.AUTH] = saturated(calls.authErrors());
        counts[Buckets.THROTTLED] = saturated(calls.throttled());
        counts[Buckets.SERVER] = saturated(calls.serverErrors());
        spanMillis = span;
        count(calls.count(), untilMillis, nowMillis, minute(untilMillis - 1), failed);
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

    private void count(long calls, long atMillis, long nowMillis, int minute, long failed) {
        total += calls;
        if (lastAt >= 0 && atMillis > lastAt) {
            rhythm.add((int) Math.floorDiv(atMillis, SignalState.DAY), (atMillis - lastAt) / 1000);
        }
        boolean trendMoves = firstAt < 0 || atMillis < firstAt;
        firstAt = firstAt < 0 ? atMillis : Math.min(firstAt, atMillis);
        lastAt = Math.max(lastAt, atMillis);
        windows.add(minute, counts);
        surge.add(calls, failed);
        if (trendMoves || Math.floorDiv(minute, 1440) != trendDay) {
            turn(nowMillis);
        }
    }

    /** Compares the last complete week with the one before. */
    private void turn(long nowMillis) {
        if (firstAt < 0 || trendDay - Math.floorDiv(firstAt, SignalState.DAY) <= COMPARED_DAYS) {
            way = null;
            change = Double.NaN;
            return;
        }
        long[] before = week(trendDay - 2 * Trend.WEEK);
        long[] last = week(trendDay - Trend.WEEK);
        Trend.Way now = Trend.way(before, last);
        lastWeekCalls = Trend.sum(last);
        if (now == Trend.Way.DECLINING && way != now) {
            long base = Trend.sum(before);
            boolean recent = baseFrom >= 0 && nowMillis - baseFrom < BASE_MILLIS;
            baseCalls = recent && lastWeekCalls < baseCalls ? Math.max(base, baseCalls) : base;
            baseFrom = nowMillis;
        }
        way = now;
        change = Trend.change(before, last);
    }

    private long[] week(int fromDay) {
        long[] days = new long[Trend.WEEK];
        for (int i = 0; i < Trend.WEEK; i++) {
            days[i] = windows.days.calls(fromDay + i, fromDay + i + 1);
        }
        return days;
    }

    /** The last complete week over the one before the decline; NaN without a decline. */
    double recovered() {
        return way == null || baseCalls <= 0 ? Double.NaN : lastWeekCalls / baseCalls;
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
        out.number(baseCalls);
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
        baseCalls = in.number();
        baseFrom = in.number();
        lastWeekCalls = in.decimal();
    }
}
