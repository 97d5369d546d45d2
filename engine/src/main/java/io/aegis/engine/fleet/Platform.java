package io.aegis.engine.fleet;

import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
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

    /** Customers first active and first failing in their block, by minute; only what is not yet published. */
    private final TreeMap<Integer, int[]> minutes = new TreeMap<>();

    /** The minute that was last added to, not looked up again for the next customer. */
    private int latest = Integer.MIN_VALUE;

    private int[] latestSums = {};

    private final List<Incident> incidents = new ArrayList<>();
    private int published = Integer.MIN_VALUE;
    private int block = Integer.MIN_VALUE;
    private int active;
    private int failing;
    private int activeBefore;
    private int failingBefore;
    private double usual = USUAL_FLOOR;
    private int calmSince = Integer.MIN_VALUE;

    /** A customer called for the first time in that minute's block. */
    public void active(int minute) {
        sums(minute)[0]++;
    }

    /** A customer got a 5xx answer for the first time in that minute's block. */
    public void failing(int minute) {
        sums(minute)[1]++;
    }

    private int[] sums(int minute) {
        if (minute != latest) {
            latestSums = minutes.computeIfAbsent(minute, m -> new int[2]);
            latest = minute;
        }
        return latestSums;
    }

    /** The earliest minute whose verdict can change something once it is complete; {@link Integer#MAX_VALUE} if none. */
    public int nextMinute() {
        int next = minutes.isEmpty() ? Integer.MAX_VALUE : minutes.firstKey();
        return current() == null ? next : Math.min(next, published + 1);
    }

    /**
     * That minute is complete; minutes come in order.
     *
     * @return the incident that began or ended with it
     */
    public @Nullable Incident publish(int minute) {
        turnTo(Math.floorDiv(minute, BLOCK_MINUTES));
        int[] sums = minutes.remove(minute);
        latest = minute == latest ? Integer.MIN_VALUE : latest;
        if (sums != null) {
            active += sums[0];
            failing += sums[1];
        }
        published = minute;
        Incident now = current();
        return now == null ? begin(minute) : end(now, minute);
    }

    private @Nullable Incident begin(int minute) {
        int failed = failing + failingBefore;
        int called = active + activeBefore;
        if (failed < FAILING_MIN || failed < SHARE_MIN * called || chance(failed, called) > CHANCE_MAX) {
            return null;
        }
        long length = BLOCK_MINUTES * 60_000L;
        long start = Math.floorDiv(minute, BLOCK_MINUTES) * length;
        long from = failingBefore > usual * 2 * activeBefore ? start - length : start;
        Incident begun = new Incident(Incident.ID_PREFIX + from, from, Fact.UNKNOWN, failed, called);
        incidents.add(begun);
        calmSince = Integer.MIN_VALUE;
        if (incidents.size() > KEPT) {
            incidents.remove(0);
        }
        return begun;
    }

    private @Nullable Incident end(Incident now, int minute) {
        boolean calm = failing <= Math.max(2, 2 * usual * active);
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
        if (current() == null && active > 0) {
            usual += FORGET * ((double) failing / active - usual);
            usual = Math.max(usual, USUAL_FLOOR);
        }
        boolean following = next == block + 1;
        activeBefore = following ? active : 0;
        failingBefore = following ? failing : 0;
        active = 0;
        failing = 0;
        block = next;
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
        minutes.forEach((minute, sums) -> {
            out.number(minute);
            out.numbers(sums, 0, 2);
        });
        out.number(incidents.size());
        for (Incident one : incidents) {
            out.text(one.id());
            out.number(one.startMillis());
            out.number(one.endMillis());
            out.number(one.failing());
            out.number(one.active());
        }
        for (int value : new int[] {published, block, active, failing, activeBefore, failingBefore, calmSince}) {
            out.number(value);
        }
        out.decimal(usual);
    }

    public void read(SnapshotReader in) {
        for (int i = in.integer(); i > 0; i--) {
            minutes.put(in.integer(), in.numbers());
        }
        for (int i = in.integer(); i > 0; i--) {
            incidents.add(new Incident(in.textOrEmpty(), in.number(), in.number(), in.integer(), in.integer()));
        }
        published = in.integer();
        block = in.integer();
        active = in.integer();
        failing = in.integer();
        activeBefore = in.integer();
        failingBefore = in.integer();
        calmSince = in.integer();
        usual = in.decimal();
    }
}
