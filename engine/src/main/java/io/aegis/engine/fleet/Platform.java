package io.aegis.engine.fleet;

import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds platform incidents from how many customers call and how many of them see a 5xx answer, each counted once in a
 * block of ten minutes.
 *
 * <p>An incident begins when at least {@value #FAILING_MIN} customers and a fifth of the active ones fail within the
 * running block and the one before, which chance at the usual share explains with less than 10⁻⁶ (Chernoff's bound on
 * the binomial tail). It ends after ten minutes in which the share is back under twice the usual one.
 */
public final class Platform {

    static final int BLOCK_MINUTES = 10;
    static final int FAILING_MIN = 15;
    private static final double SHARE_MIN = 0.2;
    /** Natural logarithm of 10⁻⁶. */
    private static final double CHANCE_MAX = -13.8;

    private static final double USUAL_FLOOR = 0.02;
    /** Weight of one block in the usual share: half of it is forgotten in a day. */
    private static final double FORGET = 0.005;

    private static final int KEPT = 64;

    /** What is counted of a minute, by place. */
    private static final int ACTIVE = 0;

    private static final int FAILING = 1;
    /** Those of them that the block before counts too. */
    private static final int ACTIVE_AGAIN = 2;

    private static final int FAILING_AGAIN = 3;
    private static final int COUNTS = 4;

    /** Customers first active and first failing in their block, by minute: not yet published, or of the last two blocks. */
    private final TreeMap<Integer, int[]> minutes = new TreeMap<>();

    /** The minute that was last added to, not looked up again for the next customer. */
    private int latest = Integer.MIN_VALUE;

    private int[] latestCounts = {};

    private final List<Incident> incidents = new ArrayList<>();
    private int published = Integer.MIN_VALUE;
    private int block = Integer.MIN_VALUE;
    private double usual = USUAL_FLOOR;
    private int calmSince = Integer.MIN_VALUE;

    /**
     * A customer called for the first time in that minute's block.
     *
     * @param again whether it did in the block before too
     */
    public void active(int minute, boolean again) {
        int[] counts = counts(minute);
        counts[ACTIVE]++;
        counts[ACTIVE_AGAIN] += again ? 1 : 0;
    }

    /**
     * A customer got a 5xx answer for the first time in that minute's block.
     *
     * @param again whether it did in the block before too
     */
    public void failing(int minute, boolean again) {
        int[] counts = counts(minute);
        counts[FAILING]++;
        counts[FAILING_AGAIN] += again ? 1 : 0;
    }

    private int[] counts(int minute) {
        if (minute != latest) {
            latestCounts = minutes.computeIfAbsent(minute, m -> new int[COUNTS]);
            latest = minute;
        }
        return latestCounts;
    }

    /** The earliest minute whose verdict can change something once it is complete; {@link Integer#MAX_VALUE} if none. */
    public int nextMinute() {
        Integer counted = minutes.higherKey(published);
        int next = counted == null ? Integer.MAX_VALUE : counted;
        return current() == null ? next : Math.min(next, published + 1);
    }

    /**
     * That minute is complete; minutes come in order.
     *
     * @return the incident that began or ended with it
     */
    public @Nullable Incident publish(int minute) {
        turnTo(Math.floorDiv(minute, BLOCK_MINUTES));
        published = minute;
        Incident now = current();
        return now == null ? begin(minute) : end(now, minute);
    }

    private @Nullable Incident begin(int minute) {
        int failed = customers(FAILING, FAILING_AGAIN);
        int called = customers(ACTIVE, ACTIVE_AGAIN);
        if (failed < FAILING_MIN || failed < SHARE_MIN * called || chance(failed, called) > CHANCE_MAX) {
            return null;
        }
        long from = beginning(minute) * 60_000L;
        Incident begun = new Incident(Incident.ID_PREFIX + from, from, Fact.UNKNOWN, failed, called);
        incidents.add(begun);
        calmSince = Integer.MIN_VALUE;
        if (incidents.size() > KEPT) {
            incidents.remove(0);
        }
        return begun;
    }

    /** Customers counted in the running block or the one before. */
    private int customers(int field, int again) {
        return sum(block, field) - sum(block, again) + sum(block - 1, field);
    }

    private int sum(int of, int field) {
        int from = of * BLOCK_MINUTES;
        int to = Math.min(from + BLOCK_MINUTES, published + 1);
        int sum = 0;
        for (int[] counts : minutes.subMap(from, Math.max(from, to)).values()) {
            sum += counts[field];
        }
        return sum;
    }

    /** No incident that begins with the verdict on that minute starts earlier. */
    static int earliestBeginning(int minute) {
        return (Math.floorDiv(minute, BLOCK_MINUTES) - 1) * BLOCK_MINUTES;
    }

    /** The minute since which more fail than twice as many as usual: where a CUSUM of that (Page 1954) was last at 0. */
    private int beginning(int minute) {
        double above = 0;
        int from = minute;
        for (Map.Entry<Integer, int[]> counted :
                minutes.subMap(earliestBeginning(minute), minute + 1).entrySet()) {
            int[] counts = counted.getValue();
            from = above == 0 ? counted.getKey() : from;
            above = Math.max(0, above + counts[FAILING] - Math.max(0.5, 2 * usual * counts[ACTIVE]));
        }
        return from;
    }

    private @Nullable Incident end(Incident now, int minute) {
        boolean calm = sum(block, FAILING) <= Math.max(2, 2 * usual * sum(block, ACTIVE));
        if (!calm) {
            calmSince = Integer.MIN_VALUE;
            return null;
        }
        if (calmSince == Integer.MIN_VALUE) {
            calmSince = minute;
        }
        if (minute - calmSince < BLOCK_MINUTES) {
            return null;
        }
        Incident over = new Incident(now.id(), now.startMillis(), (minute + 1L) * 60_000, now.failing(), now.active());
        incidents.set(incidents.size() - 1, over);
        return over;
    }

    private void turnTo(int next) {
        if (next == block) {
            return;
        }
        int active = block == Integer.MIN_VALUE ? 0 : sum(block, ACTIVE);
        if (current() == null && active > 0) {
            usual += FORGET * ((double) sum(block, FAILING) / active - usual);
            usual = Math.max(usual, USUAL_FLOOR);
        }
        block = next;
        minutes.headMap((block - 1) * BLOCK_MINUTES).clear();
    }

    /** Chernoff's bound on the logarithm of the chance to see so many or more at the usual share. */
    private double chance(int failed, int called) {
        double share = (double) failed / Math.max(called, failed);
        if (share <= usual) {
            return 0;
        }
        double rest = share < 1 ? (1 - share) * StrictMath.log((1 - share) / (1 - usual)) : 0;
        return -Math.max(called, failed) * (share * StrictMath.log(share / usual) + rest);
    }

    /** The incident that lasts, null if none does. */
    public @Nullable Incident current() {
        Incident last = incidents.isEmpty() ? null : incidents.get(incidents.size() - 1);
        return last == null || last.over() ? null : last;
    }

    /** The incident of which that instant is part, null if none. */
    public @Nullable Incident at(long millis) {
        for (int i = incidents.size() - 1; i >= 0; i--) {
            Incident one = incidents.get(i);
            if (millis >= one.startMillis() && (!one.over() || millis < one.endMillis())) {
                return one;
            }
        }
        return null;
    }

    /**
     * End of the latest incident that is over and that a window which begins there and is looked at then reaches back
     * into; {@link Fact#UNKNOWN} if it reaches into none.
     */
    public long reachesBackInto(long fromMillis, long atMillis) {
        for (int i = incidents.size() - 1; i >= 0; i--) {
            Incident one = incidents.get(i);
            if (one.over() && atMillis >= one.endMillis() && fromMillis < one.endMillis()) {
                return one.endMillis();
            }
        }
        return Fact.UNKNOWN;
    }

    /** Incidents of the last time, oldest first. */
    public List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    public void write(SnapshotWriter out) {
        out.number(minutes.size());
        minutes.forEach((minute, counts) -> {
            out.number(minute);
            out.numbers(counts, 0, COUNTS);
        });
        out.number(incidents.size());
        for (Incident one : incidents) {
            out.text(one.id());
            out.number(one.startMillis());
            out.number(one.endMillis());
            out.number(one.failing());
            out.number(one.active());
        }
        for (int value : new int[] {published, block, calmSince}) {
            out.number(value);
        }
        out.decimal(usual);
    }

    /** @param kept whether published minutes were written too; else sums of their blocks were, taken for their first */
    public void read(SnapshotReader in, boolean kept) {
        for (int i = in.integer(); i > 0; i--) {
            minutes.put(in.integer(), Arrays.copyOf(in.numbers(), COUNTS));
        }
        for (int i = in.integer(); i > 0; i--) {
            incidents.add(new Incident(in.textOrEmpty(), in.number(), in.number(), in.integer(), in.integer()));
        }
        published = in.integer();
        block = in.integer();
        if (!kept) {
            readBlock(in, block);
            readBlock(in, block - 1);
        }
        calmSince = in.integer();
        usual = in.decimal();
    }

    private void readBlock(SnapshotReader in, int of) {
        int active = in.integer();
        int failing = in.integer();
        if (active > 0) {
            minutes.merge(of * BLOCK_MINUTES, new int[] {active, failing, 0, 0}, (had, before) -> {
                Arrays.setAll(had, i -> had[i] + before[i]);
                return had;
            });
        }
    }
}
