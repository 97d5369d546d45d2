package io.aegis.simulator.delivery;

import io.aegis.simulator.world.Company;
import io.aegis.simulator.world.Occurrence;
import io.aegis.simulator.world.Occurrences;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries a world's calls on, imperfectly: some are late, doubled, lost or overtaken. What happens to a call depends on
 * the seed, the company and the number of the call alone.
 */
public final class Courier implements Occurrences {

    /** Where it carries to. */
    public interface Addressee extends Occurrences {

        /** A call with an id by which the receiver knows it again. */
        void identified(Company company, long atMillis, int packed, long id);
    }

    /** The world runs silently. */
    public static final Addressee NOWHERE = new Addressee() {
        @Override
        public void call(Company company, long atMillis, int packed) {}

        @Override
        public void identified(Company company, long atMillis, int packed, long id) {}

        @Override
        public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {}
    };

    private static final long LATE_MIN_MILLIS = 60_000;
    private static final long LATE_MAX_MILLIS = 3 * 3_600_000L;
    private static final long OVERTAKEN_MAX_MILLIS = 30_000;
    private static final double UNIT = 0x1.0p-53;

    private record Pending(long dueMillis, long order, Company company, long atMillis, int packed, long id) {}

    private final Imperfection imperfection;
    private final long seed;
    private final PriorityQueue<Pending> pending =
            new PriorityQueue<>(Comparator.comparingLong(Pending::dueMillis).thenComparingLong(Pending::order));
    private Addressee addressee;
    private long order;

    public Courier(Imperfection imperfection, long seed, Addressee addressee) {
        this.imperfection = imperfection;
        this.seed = mix(seed ^ 0x5DEECE66DL);
        this.addressee = addressee;
    }

    /** From here on everything goes there, what is under way included. */
    public void redirect(Addressee to) {
        addressee = to;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public void call(Company company, long atMillis, int packed) {
        if (imperfection.none()) {
            addressee.call(company, atMillis, packed);
            return;
        }
        release(atMillis);
        long id = mix(seed ^ (((long) company.number() << 40) + company.calls()));
        double lot = (mix(id) >>> 11) * UNIT;
        double size = (mix(id + 1) >>> 11) * UNIT;
        if ((lot -= imperfection.lost()) < 0) {
            return;
        }
        if ((lot -= imperfection.late()) < 0) {
            double span = StrictMath.exp(size * StrictMath.log((double) LATE_MAX_MILLIS / LATE_MIN_MILLIS));
            later(company, atMillis, packed, id, Math.round(LATE_MIN_MILLIS * span));
            return;
        }
        if ((lot -= imperfection.outOfOrder()) < 0) {
            later(company, atMillis, packed, id, 1 + Math.round(size * OVERTAKEN_MAX_MILLIS));
            return;
        }
        if (lot - imperfection.duplicated() < 0) {
            later(company, atMillis, packed, id, 1 + Math.round(size * OVERTAKEN_MAX_MILLIS));
        }
        addressee.identified(company, atMillis, packed, id);
    }

    private void later(Company company, long atMillis, int packed, long id, long byMillis) {
        pending.add(new Pending(atMillis + byMillis, order++, company, atMillis, packed, id));
    }

    @Override
    public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {
        release(atMillis);
        addressee.other(company, atMillis, occurrence);
    }

    /** Hands over what is due before or at the instant. */
    public void release(long untilMillis) {
        while (!pending.isEmpty() && pending.element().dueMillis() <= untilMillis) {
            Pending one = pending.remove();
            addressee.identified(one.company(), one.atMillis(), one.packed(), one.id());
        }
    }
}
