package io.aegis.engine.signal;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/** One customer's calls: totals, windows, trend, rhythm, latency, failing routes. */
final class Traffic {

    /** A decline is measured against the same level for so long. */
    private static final long BASE_MILLIS = 28 * SignalState.DAY;

    private Traffic() {}

    static void advance(SignalState s, long nowMillis, Silence silence) {
        CallWindows.advance(s, minute(nowMillis));
        int day = (int) Math.floorDiv(nowMillis, SignalState.DAY);
        if (day != s.trendDay) {
            s.trendDay = day;
            turn(s, nowMillis, silence);
        }
    }

    static void call(SignalState s, ApiCall call, long atMillis, long nowMillis, boolean failed, Silence silence) {
        int minute = minute(atMillis);
        s.spanMillis = 0;
        boolean again = failed && ErrorRuns.isAgain(s, call, atMillis);
        if (!failed && s.troubleSince != Fact.UNKNOWN && s.failing != null) {
            s.failing.good(call.method(), call.route(), call.key());
        }
        count(s, 1, failed ? 1 : 0, again, atMillis, silence);
        if (failed || s.throttledNats > 0) {
            ThrottledEvidence.add(s, 1, failed && call.status() == ThrottledEvidence.STATUS ? 1 : 0);
        }
        CallWindows.add(s, minute, Answer.of(call.status(), failed));
        turnIfPast(s, minute, nowMillis, silence);
        if (failed) {
            failing(s)
                    .add(
                            call.method(),
                            call.route(),
                            call.status(),
                            call.key(),
                            1,
                            atMillis,
                            s.troubleSince == atMillis);
        }
        if (call.latencyMillis() >= 0) {
            LatencySketch.add(s, minute, call.latencyMillis());
        }
    }

    static void calls(SignalState s, ApiCalls calls, long span, long untilMillis, long nowMillis, Silence silence) {
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
        s.spanMillis = saturated(span);
        count(s, calls.count(), failed, false, untilMillis, silence);
        ThrottledEvidence.add(s, calls.count(), calls.throttled());
        CallWindows.add(s, minute(untilMillis - 1), counts);
        turnIfPast(s, minute(untilMillis - 1), nowMillis, silence);
        noteFailures(s, calls, untilMillis);
    }

    private static void noteFailures(SignalState s, ApiCalls calls, long atMillis) {
        String route = calls.route() == null ? HeavyHitters.ANY : calls.route();
        long other = calls.clientErrors() - calls.authErrors() - calls.throttled();
        long[] numbers = {calls.authErrors(), calls.throttled(), other, calls.serverErrors()};
        int[] statuses = {401, 429, 400, 500};
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] > 0) {
                failing(s)
                        .add(
                                HeavyHitters.ANY,
                                route,
                                statuses[i],
                                null,
                                numbers[i],
                                atMillis,
                                s.troubleSince == atMillis);
            }
        }
    }

    private static void count(SignalState s, long calls, long failed, boolean again, long atMillis, Silence silence) {
        s.total += calls;
        if (s.lastAt >= 0 && atMillis > s.lastAt) {
            long gap = atMillis - s.lastAt - silence.within(s.lastAt, atMillis);
            Rhythm.add(s, (int) Math.floorDiv(atMillis, SignalState.DAY), gap / 1000);
        }
        s.firstAt = s.firstAt < 0 ? atMillis : Math.min(s.firstAt, atMillis);
        s.lastAt = Math.max(s.lastAt, atMillis);
        Surge.add(s, calls, failed);
        ErrorEvidence.add(s, calls, failed, again, atMillis);
    }

    /** Late calls change days that have been compared. */
    private static void turnIfPast(SignalState s, int minute, long nowMillis, Silence silence) {
        if (Math.floorDiv(minute, 1440) != s.trendDay) {
            turn(s, nowMillis, silence);
        }
    }

    /** Compares the last complete days with those before, without the days on which the source was silent. */
    private static void turn(SignalState s, long nowMillis, Silence silence) {
        s.moved = true;
        long complete = s.firstAt < 0 ? 0 : s.trendDay - Math.floorDiv(s.firstAt, SignalState.DAY) - 1;
        if (complete < 2 * Trend.WEEK) {
            s.way = null;
            s.change = Double.NaN;
            return;
        }
        long[] days = new long[(int) Math.min(complete, Trend.DAYS_MAX)];
        for (int i = 0; i < days.length; i++) {
            int day = s.trendDay - days.length + i;
            days[i] = silence.on(day, nowMillis) ? -1 : Buckets.calls(s.steps, Buckets.DAYS, day, day + 1);
        }
        int first = s.trendDay - days.length;
        OlderWeeks.take(s, days, first);
        int left = (int) complete - days.length;
        UsageDays kept = new UsageDays(days, left, OlderWeeks.of(s, days, first, left));
        Trend.Way now = Trend.way(kept);
        if (now != null) {
            settle(s, now, kept, nowMillis);
        }
    }

    private static void settle(SignalState s, Trend.Way now, UsageDays kept, long nowMillis) {
        long[] days = kept.calls();
        s.lastWeekCalls = Trend.weekCalls(days, days.length);
        if (now == Trend.Way.DECLINING && s.way != now) {
            double base = new UsageMove(kept).weekBefore();
            boolean recent = s.baseFrom >= 0 && nowMillis - s.baseFrom < BASE_MILLIS;
            s.baseCalls = recent && s.lastWeekCalls < s.baseCalls ? Math.max(base, s.baseCalls) : base;
            s.baseFrom = nowMillis;
        }
        s.way = now;
        s.change = Trend.change(days);
    }

    /** The last complete week over the one before the decline; NaN without a decline. */
    static double recovered(SignalState s) {
        return s.way == null ? Double.NaN : s.lastWeekCalls / s.baseCalls;
    }

    /** Calls per day over the last complete week, fewer days while the customer is new; NaN without a complete day. */
    static double callsPerDay(SignalState s, long nowMillis) {
        long first = s.firstAt < 0 ? s.trendDay : Math.floorDiv(s.firstAt, SignalState.DAY) + 1;
        long days = Math.min(Trend.WEEK, Math.floorDiv(nowMillis, SignalState.DAY) - first);
        if (days <= 0) {
            return Double.NaN;
        }
        return (double) Buckets.calls(s.steps, Buckets.DAYS, (int) (s.trendDay - days), s.trendDay) / days;
    }

    /** When the trend may next turn: the end of the running day, while days that it compares have calls. */
    static long nextTurn(SignalState s) {
        int oldest = s.trendDay - Trend.ASKED_DAYS;
        boolean compared = Buckets.firstFrom(s.steps, Buckets.DAYS, oldest) != Integer.MAX_VALUE;
        return compared ? (s.trendDay + 1L) * SignalState.DAY : Long.MAX_VALUE;
    }

    private static HeavyHitters failing(SignalState s) {
        HeavyHitters had = s.failing;
        if (had == null) {
            had = new HeavyHitters();
            s.failing = had;
        }
        return had;
    }

    static int minute(long millis) {
        return (int) Math.floorDiv(millis, SignalState.MINUTE);
    }

    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.number(s.total);
        out.number(s.firstAt);
        out.number(s.lastAt);
        out.number(s.spanMillis);
        CallWindows.write(s, out);
        Rhythm.write(s, out);
        Surge.write(s, out);
        ErrorEvidence.write(s, out);
        out.flag(s.failing != null);
        if (s.failing != null) {
            s.failing.write(out);
        }
        out.flag(s.latencies.length > 0);
        if (s.latencies.length > 0) {
            LatencySketch.write(s, out);
        }
        out.number(s.way == null ? -1 : s.way.ordinal());
        out.decimal(s.change);
        out.number(s.trendDay);
        out.decimal(s.baseCalls);
        out.number(s.baseFrom);
        out.decimal(s.lastWeekCalls);
    }

    static void read(SignalState s, SnapshotReader in, boolean slots) {
        s.total = in.number();
        s.firstAt = in.number();
        s.lastAt = in.number();
        s.spanMillis = saturated(in.number());
        CallWindows.read(s, in);
        Rhythm.read(s, in);
        Surge.read(s, in);
        ErrorEvidence.read(s, in);
        if (in.flag()) {
            failing(s).read(in);
        }
        if (in.flag()) {
            if (slots) {
                LatencySketch.readSlots(s, in);
            } else {
                LatencySketch.read(s, in);
            }
        }
        int known = in.integer();
        s.way = known < 0 ? null : Trend.Way.values()[known];
        s.change = in.decimal();
        s.trendDay = in.integer();
        s.baseCalls = in.decimal();
        s.baseFrom = in.number();
        s.lastWeekCalls = in.decimal();
    }
}
