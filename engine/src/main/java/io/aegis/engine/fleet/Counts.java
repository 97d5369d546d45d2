package io.aegis.engine.fleet;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Customers counted once in a block of ten minutes, by the minute in which they came to count and by how many blocks
 * before that what they count for had begun. Kept are minutes that are not yet published, or of the last two blocks.
 */
final class Counts {

    /** What began longer ago is not told apart: a week. */
    static final int AGE_MAX = 7 * 24 * 60 / Platform.BLOCK_MINUTES;

    /** By minute, customers by age. */
    private final TreeMap<Integer, int[]> minutes = new TreeMap<>();

    /** The minute that was last added to, not looked up again for the next customer. */
    private int latest = Integer.MIN_VALUE;

    private int[] latestCounts = {};

    /** One customer counts from that minute on for what began so many blocks before. */
    void add(int minute, int blocksBefore) {
        int age = Math.min(blocksBefore, AGE_MAX);
        if (minute != latest) {
            latestCounts = minutes.computeIfAbsent(minute, m -> new int[2]);
            latest = minute;
        }
        if (age >= latestCounts.length) {
            latestCounts = Arrays.copyOf(latestCounts, age + 1);
            minutes.put(minute, latestCounts);
        }
        latestCounts[age]++;
    }

    /** Of one minute those for whom it began at most so many blocks before. */
    int of(int minute, int ageMax) {
        return sum(minutes.get(minute), ageMax);
    }

    /** The same of the minutes of a block up to and with one. */
    int of(int block, int untilMinute, int ageMax) {
        int from = block * Platform.BLOCK_MINUTES;
        int to = Math.min(from + Platform.BLOCK_MINUTES, untilMinute + 1);
        int sum = 0;
        for (int[] counts : minutes.subMap(from, Math.max(from, to)).values()) {
            sum += sum(counts, ageMax);
        }
        return sum;
    }

    /** Customers that count in that block or in the one before, each once. */
    int ofTwo(int block, int untilMinute) {
        return of(block, untilMinute, 0) + of(block - 1, untilMinute, 1);
    }

    private static int sum(int @org.jspecify.annotations.Nullable [] counts, int ageMax) {
        int sum = 0;
        for (int age = 0; counts != null && age < counts.length && age <= ageMax; age++) {
            sum += counts[age];
        }
        return sum;
    }

    /** The first minute after that in which somebody came to count; {@link Integer#MAX_VALUE} if none. */
    int next(int afterMinute) {
        Integer next = minutes.higherKey(afterMinute);
        return next == null ? Integer.MAX_VALUE : next;
    }

    void forgetBefore(int minute) {
        minutes.headMap(minute).clear();
    }

    void write(SnapshotWriter out) {
        out.number(minutes.size());
        minutes.forEach((minute, counts) -> {
            out.number(minute);
            out.numbers(counts, 0, counts.length);
        });
    }

    void read(SnapshotReader in) {
        for (int i = in.integer(); i > 0; i--) {
            put(in.integer(), in.numbers());
        }
    }

    /** Adds to what is kept of a minute, by age. */
    void put(int minute, int... counts) {
        if (Arrays.stream(counts).sum() > 0) {
            minutes.merge(minute, counts, (had, more) -> {
                int[] sum = Arrays.copyOf(had, Math.max(had.length, more.length));
                Arrays.setAll(sum, i -> sum[i] + (i < more.length ? more[i] : 0));
                return sum;
            });
        }
    }
}
