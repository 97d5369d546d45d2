package io.aegis.simulator.world;

/** An error episode of one company, with its true course. */
final class Trouble {

    /** True error rates above this are what the truth calls an episode. */
    static final double TRUTH_MIN = 0.10;

    final Failure failure;
    final long onsetMillis;
    /** Moved forward when another trouble takes its place. */
    long endMillis;

    final double base;
    final double peak;
    /** Slot of the failing route, or -1 for all. */
    final int slot;

    private final double slotShare;
    private final int[] statusCodes;
    private final int latencySteps;
    /** Calls made while the true rate was above {@link #TRUTH_MIN}. */
    long calls;

    boolean fixTold;

    Trouble(Failure failure, long onsetMillis, long endMillis, double base, double peak, int slot, double slotShare) {
        this.failure = failure;
        this.onsetMillis = onsetMillis;
        this.endMillis = endMillis;
        this.base = base;
        this.peak = peak;
        this.slot = slot;
        this.slotShare = slotShare;
        this.statusCodes = failure.statuses().stream().mapToInt(Status::code).toArray();
        this.latencySteps = Latency.code(failure.latency() * 1000) - Latency.code(1000);
    }

    /** The company's true error rate over all of its calls. */
    double rate(long atMillis) {
        if (atMillis < onsetMillis || atMillis >= endMillis) {
            return base;
        }
        if (!failure.creeps()) {
            return peak;
        }
        return base + (peak - base) * ((double) (atMillis - onsetMillis) / (endMillis - onsetMillis));
    }

    /** Probability that a call on this slot fails by the trouble alone. */
    double hit(long atMillis, int onSlot) {
        if (slot >= 0 && onSlot != slot) {
            return 0;
        }
        double extra = (rate(atMillis) - base) / (1 - base);
        return slot >= 0 ? Math.min(1, extra / slotShare) : extra;
    }

    int statusCode(int draw) {
        return statusCodes[draw % statusCodes.length];
    }

    int latencySteps() {
        return latencySteps;
    }

    /** Where the true rate first lies above {@link #TRUTH_MIN}; the end if it never does. */
    long aboveFromMillis() {
        if (!failure.creeps()) {
            return peak > TRUTH_MIN ? onsetMillis : endMillis;
        }
        if (peak <= TRUTH_MIN) {
            return endMillis;
        }
        return onsetMillis + Math.round((TRUTH_MIN - base) / (peak - base) * (endMillis - onsetMillis));
    }

    /** Mean true rate between two instants of the episode. */
    double meanRate(long fromMillis, long toMillis) {
        return failure.creeps() ? (rate(fromMillis) + rate(Math.max(fromMillis, toMillis - 1))) / 2 : peak;
    }
}
