package io.aegis.engine;

/**
 * How one customer stands with one way of being refused, in an int: by how many such answers it is ahead of all others,
 * since which block of the fleet it fails so, and whether it counts in its running block already.
 *
 * <p>It fails from the moment it is two such answers ahead until it is none ahead. What good answers are ahead is counted
 * up to a limit and within the block, so one who is throttled a little all day does not fail, and one who seldom calls
 * does at the second refusal in a row, however far apart. Whose calls never went well fails since ever.
 */
final class Refused {

    private static final int AHEAD_FAILS = 2;
    private static final int AHEAD_MAX = 3;
    private static final int AHEAD_MIN = -4;

    /** Kept from {@link #AHEAD_MIN} up. */
    private static final int AHEAD_BITS = 4;

    private static final int AHEAD_MASK = (1 << AHEAD_BITS) - 1;
    private static final int COUNTED = 1 << AHEAD_BITS;
    private static final int SINCE_SHIFT = AHEAD_BITS + 1;
    /** Stands for the block of one who does not fail. */
    private static final int NOT = -1;
    /** Stands for a block long before any. */
    private static final int EVER = -10_000;

    /** Of a customer that has not called yet: one good answer shows that it does not fail. */
    static final int NEW = of(EVER, 1, false);

    private Refused() {}

    private static int of(int since, int ahead, boolean counted) {
        return since << SINCE_SHIFT | (counted ? COUNTED : 0) | ahead - AHEAD_MIN;
    }

    private static int ahead(int state) {
        return (state & AHEAD_MASK) + AHEAD_MIN;
    }

    /** The block in which it began to fail; long before any where it was ever so. */
    static int since(int state) {
        return state >> SINCE_SHIFT;
    }

    /** Whether it has come to fail and does not count yet. */
    static boolean uncounted(int state) {
        int since = since(state);
        return (state & COUNTED) == 0 && since != NOT && since != EVER;
    }

    static int counted(int state) {
        return state | COUNTED;
    }

    /** Whether an answer that went well changes anything. */
    static boolean moves(int state) {
        return (state & AHEAD_MASK) != 0;
    }

    /** Another block runs. */
    static int turned(int state) {
        return of(since(state), Math.max(0, ahead(state)), false);
    }

    /**
     * After answers in a block.
     *
     * @param more refusals than other answers among them
     */
    static int next(int state, long more, int block) {
        int ahead = Math.clamp(ahead(state) + more, AHEAD_MIN, AHEAD_MAX);
        int since = since(state);
        if (ahead <= 0) {
            since = NOT;
        } else if (ahead >= AHEAD_FAILS && since == NOT) {
            since = block;
        }
        return of(since, ahead, (state & COUNTED) != 0);
    }
}
