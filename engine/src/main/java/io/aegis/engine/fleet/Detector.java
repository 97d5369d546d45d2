package io.aegis.engine.fleet;

import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the incidents of one kind from how many of the customers that call fail so.
 *
 * <p>One begins when at least {@value #FAILING_MIN} customers and a fifth of the active ones fail within the running block
 * and the one before, and did not long before, which chance at the usual share explains with less than 10⁻⁶ (Chernoff's
 * bound on the binomial tail). It ends after ten minutes in which the share is back under twice the usual one, of those
 * who did not fail before it began: who always fails does not make it last.
 */
final class Detector {

    private static final int FAILING_MIN = 15;
    private static final double SHARE_MIN = 0.2;
    /** Natural logarithm of 10⁻⁶. */
    private static final double CHANCE_MAX = -13.8;

    private static final double USUAL_FLOOR = 0.02;
    /** Weight of one block in the usual share: half of it is forgotten in a day. */
    private static final double FORGET = 0.005;

    private static final int KEPT = 64;

    /** Who fails of late began to in the same block or the one before. */
    private static final int LATE = 1;

    private final Incident.Kind kind;
    private final Counts active;
    private final Counts failing = new Counts();
    private final List<Incident> incidents = new ArrayList<>();
    private double usual = USUAL_FLOOR;
    private int calmSince = Integer.MIN_VALUE;

    Detector(Incident.Kind kind, Counts active) {
        this.kind = kind;
        this.active = active;
    }

    Incident.Kind kind() {
        return kind;
    }

    Counts failing() {
        return failing;
    }

    /** The incident that lasts, null if none does. */
    @Nullable
    Incident current() {
        Incident last = incidents.isEmpty() ? null : incidents.getLast();
        return last == null || last.over() ? null : last;
    }

    /** The incident that began or ended with a complete minute of a block. */
    @Nullable
    Incident publish(int block, int minute) {
        Incident now = current();
        return now == null ? begin(block, minute) : end(now, block, minute);
    }

    private @Nullable Incident begin(int block, int minute) {
        int failed = failing.ofTwo(block, minute);
        int called = active.ofTwo(block, minute);
        if (failed < FAILING_MIN || failed < SHARE_MIN * called || chance(failed, called) > CHANCE_MAX) {
            return null;
        }
        Incident begun = Incident.begun(kind, beginning(minute) * 60_000L, failed, called);
        incidents.add(begun);
        calmSince = Integer.MIN_VALUE;
        if (incidents.size() > KEPT) {
            incidents.remove(0);
        }
        return begun;
    }

    /** The minute since which more fail than twice as many as usual: where a CUSUM of that (Page 1954) was last at 0. */
    private int beginning(int minute) {
        double above = 0;
        int from = minute;
        for (int each = Platform.earliestBeginning(minute); each <= minute; each++) {
            int failed = failing.of(each, LATE);
            int called = active.of(each, LATE);
            if (failed > 0 || called > 0) {
                from = above == 0 ? each : from;
                above = Math.max(0, above + failed - Math.max(0.5, 2 * usual * called));
            }
        }
        return from;
    }

    private @Nullable Incident end(Incident now, int block, int minute) {
        int begun = Fleet.block((int) Math.floorDiv(now.startMillis(), 60_000L));
        int failed = failing.of(block, minute, block - begun + LATE);
        boolean calm = failed <= Math.max(2, 2 * usual * active.of(block, minute, LATE));
        if (!calm) {
            calmSince = Integer.MIN_VALUE;
            return null;
        }
        if (calmSince == Integer.MIN_VALUE) {
            calmSince = minute;
        }
        if (minute - calmSince < Platform.BLOCK_MINUTES) {
            return null;
        }
        Incident over = now.ended((minute + 1L) * 60_000);
        incidents.set(incidents.size() - 1, over);
        return over;
    }

    /** A block is over, and what it says of the usual share is learned, unless an incident lasts. */
    void learn(int block, int untilMinute) {
        int called = active.of(block, untilMinute, LATE);
        if (current() == null && called > 0) {
            usual += FORGET * ((double) failing.of(block, untilMinute, LATE) / called - usual);
            usual = Math.max(usual, USUAL_FLOOR);
        }
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

    /** The incident of which that instant is part, null if none. */
    @Nullable
    Incident at(long millis) {
        for (Incident one : incidents.reversed()) {
            if (millis >= one.startMillis() && (!one.over() || millis < one.endMillis())) {
                return one;
            }
        }
        return null;
    }

    /** End of the latest that is over and that such a window reaches back into, as {@link Platform#reachesBackInto}. */
    long reachesBackInto(long fromMillis, long atMillis) {
        for (Incident one : incidents.reversed()) {
            if (one.over() && atMillis >= one.endMillis() && fromMillis < one.endMillis()) {
                return one.endMillis();
            }
        }
        return Fact.UNKNOWN;
    }

    /** Oldest first. */
    List<Incident> incidents() {
        return incidents;
    }

    void write(SnapshotWriter out) {
        failing.write(out);
        out.number(incidents.size());
        for (Incident one : incidents) {
            out.text(one.id());
            out.number(one.startMillis());
            out.number(one.endMillis());
            out.number(one.failing());
            out.number(one.active());
        }
        out.number(calmSince);
        out.decimal(usual);
    }

    void read(SnapshotReader in) {
        failing.read(in);
        readIncidents(in);
        readUsual(in);
    }

    void readIncidents(SnapshotReader in) {
        for (int i = in.integer(); i > 0; i--) {
            incidents.add(new Incident(kind, in.textOrEmpty(), in.number(), in.number(), in.integer(), in.integer()));
        }
    }

    void readUsual(SnapshotReader in) {
        calmSince = in.integer();
        usual = in.decimal();
    }
}
