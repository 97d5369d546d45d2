package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/**
 * Latencies as counts in the buckets of {@link LatencyScale} (after DDSketch, Masson, Rim, Lee 2019): of the last hour by
 * minute in {@link LatencyHour}, of the running day and those before in {@link LatencyDays}. Mergeable by adding.
 */
final class LatencySketch {

    /** Snapshots before kept the last hour in such slots. */
    private static final int SLOT_MINUTES = 10;

    private static final int ROOM_MIN = 2;

    private LatencySketch() {}

    static void add(SignalState s, int minute, int latencyMillis) {
        if (s.latencies.length == 0) {
            s.latencies = LatencyHour.fresh(minute, ROOM_MIN);
        }
        int[] l = s.latencies;
        int bucket = LatencyScale.bucket(latencyMillis);
        int day = LatencyDays.of(minute);
        if (day > l[LatencyHour.DAY]) {
            LatencyDays.turnTo(s, day);
        }
        if (minute > l[LatencyHour.NEWEST] - LatencyHour.MINUTES) {
            LatencyHour.add(s, minute, bucket);
            LatencyAnswer.add(s.latencyAnswer, minute, bucket);
        } else if (day == l[LatencyHour.DAY]) {
            LatencyDays.add(s, bucket, 1);
        }
    }

    /** p95 in milliseconds over the last sixty minutes, the running one included; NaN without a call. */
    static double p95(SignalState s, int minute) {
        return s.latencies.length == 0 ? Double.NaN : LatencyAnswer.p95(s, minute);
    }

    /**
     * What the p95 is at least, in milliseconds: so few of so many calls would be faster by chance four standard
     * deviations away. NaN without a call.
     */
    static double p95Lower(SignalState s, int minute) {
        return s.latencies.length == 0 ? Double.NaN : LatencyAnswer.p95Lower(s.latencies, minute);
    }

    /** When calls next leave the hour, epoch minutes; {@link Integer#MAX_VALUE} if it is empty. */
    static int nextLeave(SignalState s, int minute) {
        int[] l = s.latencies;
        if (l.length == 0) {
            return Integer.MAX_VALUE;
        }
        int first = LatencyHour.firstKept(l, minute);
        return first == l[LatencyHour.END]
                ? Integer.MAX_VALUE
                : LatencyHour.minuteOf(l, l[first]) + LatencyHour.MINUTES;
    }

    static void write(SignalState s, SnapshotWriter out) {
        LatencyHour.clear(s);
        int[] l = s.latencies;
        int end = l[LatencyHour.END];
        out.number(l[LatencyHour.NEWEST]);
        out.number(end - LatencyHour.CELLS);
        for (int i = LatencyHour.CELLS; i < end; i++) {
            out.number(l[LatencyHour.NEWEST] - (long) LatencyHour.minuteOf(l, l[i]));
            out.number(LatencyHour.bucketOf(l[i]));
            out.number(LatencyHour.countOf(l[i]));
        }
        LatencyDays.write(s, out);
    }

    static void read(SignalState s, SnapshotReader in) {
        int newest = in.integer();
        int cells = in.integer();
        s.latencies = LatencyHour.fresh(newest, cells);
        for (int i = 0; i < cells; i++) {
            LatencyHour.append(s, newest - in.integer(), in.integer(), in.integer());
        }
        LatencyDays.read(s, in);
    }

    /** From a snapshot that kept slots: their calls leave the hour when they would have. */
    static void readSlots(SignalState s, SnapshotReader in) {
        int[] triples = in.numbers();
        int[] today = in.numbers();
        int day = in.integer();
        int newest = triples.length == 0 ? LatencyDays.begin(day) : triples[triples.length - 3] * SLOT_MINUTES;
        s.latencies = LatencyHour.fresh(newest, 0);
        s.latencies[LatencyHour.DAY] = day;
        for (int i = 0; i < triples.length; i += 3) {
            readSlot(s, triples[i] * SLOT_MINUTES, LatencyScale.ofWider(triples[i + 1]), triples[i + 2]);
        }
        for (int i = 0; i < today.length; i += 2) {
            LatencyDays.add(s, LatencyScale.ofWider(today[i]), today[i + 1]);
        }
        LatencyDays.readPast(s, in);
    }

    private static void readSlot(SignalState s, int minute, int bucket, int count) {
        if (minute > s.latencies[LatencyHour.NEWEST] - LatencyHour.MINUTES) {
            for (int left = count; left > 0; left -= LatencyHour.COUNT_MAX) {
                LatencyHour.append(s, minute, bucket, Math.min(left, LatencyHour.COUNT_MAX));
            }
        } else if (LatencyDays.of(minute) == s.latencies[LatencyHour.DAY]) {
            LatencyDays.add(s, bucket, count);
        }
    }
}
