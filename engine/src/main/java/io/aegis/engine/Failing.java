package io.aegis.engine;

/**
 * How one customer fails in the fleet's blocks, in an int: whether it counts for its 5xx answers in its running block and
 * in the one before, and for each way of being refused by how many such answers it is ahead of all others, how many blocks
 * ago it came to fail so, and whether it counts for that in its running block.
 *
 * <p>It is refused from the moment it is two such answers ahead until it is none ahead. What other answers are ahead is
 * counted up to a limit and within the block, so one who is throttled a little all day does not fail, and one who seldom
 * calls does at the second refusal in a row, however far apart. Whose calls never went well is refused since ever, and
 * never comes to be.
 */
final class Failing {

    /** Where a way of being refused lies. */
    static final int AUTH = 2;

    static final int THROTTLED = 17;

    private static final int BROKEN = 1;
    private static final int BROKEN_BEFORE = 2;

    private static final int AHEAD_REFUSED = 2;
    private static final int AHEAD_MAX = 3;
    private static final int AHEAD_MIN = -4;

    /** Kept from {@link #AHEAD_MIN} up. */
    private static final int AHEAD_MASK = 0xF;

    private static final int COUNTED = 0x10;
    private static final int AGE_SHIFT = 5;
    private static final int AGE_MASK = 0x3FF;
    private static final int PART_MASK = AGE_MASK << AGE_SHIFT | COUNTED | AHEAD_MASK;
    /** Stands for the age of one who is not refused. */
    private static final int NOT = AGE_MASK;

    private static final int EVER = NOT - 1;
    /** What is longer ago is not told apart; more than a week. */
    private static final int AGE_MAX = EVER - 1;

    /** Of a customer that has not called yet: one good answer shows that it is not refused. */
    static final int NEW = part(EVER, 1, false) << AUTH | part(EVER, 1, false) << THROTTLED;

    private Failing() {}

    private static int part(int age, int ahead, boolean counted) {
        return age << AGE_SHIFT | (counted ? COUNTED : 0) | ahead - AHEAD_MIN;
    }

    private static int ahead(int state, int way) {
        return (state >>> way & AHEAD_MASK) + AHEAD_MIN;
    }

    /** How many blocks ago it came to be refused so, as far as is told apart. */
    static int age(int state, int way) {
        return state >>> way + AGE_SHIFT & AGE_MASK;
    }

    private static boolean counted(int state, int way) {
        return (state >>> way & COUNTED) != 0;
    }

    private static int with(int state, int way, int part) {
        return state & ~(PART_MASK << way) | part << way;
    }

    /** Another block runs, so many after the one before. */
    static int turned(int state, long blocks) {
        int broken = blocks == 1 && isBroken(state) ? BROKEN_BEFORE : 0;
        return turned(turned(state, AUTH, blocks), THROTTLED, blocks) & ~(BROKEN | BROKEN_BEFORE) | broken;
    }

    private static int turned(int state, int way, long blocks) {
        int age = age(state, way);
        int older = age >= EVER ? age : Math.clamp(age + blocks, 0, AGE_MAX);
        return with(state, way, part(older, Math.max(0, ahead(state, way)), false));
    }

    /** Whether it counts for its 5xx answers. */
    static boolean isBroken(int state) {
        return (state & BROKEN) != 0;
    }

    static int broken(int state) {
        return state | BROKEN;
    }

    /** Whether it counted for them in the block before. */
    static boolean wasBroken(int state) {
        return (state & BROKEN_BEFORE) != 0;
    }

    static int brokenBefore(int state) {
        return state | BROKEN_BEFORE;
    }

    /** Whether an answer that went well changes anything. */
    static boolean moves(int state) {
        return (state & (AHEAD_MASK << AUTH | AHEAD_MASK << THROTTLED)) != 0;
    }

    /**
     * After answers in a block.
     *
     * @param more refusals of that way than other answers among them
     */
    static int next(int state, int way, long more) {
        int ahead = Math.clamp(ahead(state, way) + more, AHEAD_MIN, AHEAD_MAX);
        int age = age(state, way);
        if (ahead <= 0) {
            age = NOT;
        } else if (ahead >= AHEAD_REFUSED && age == NOT) {
            age = 0;
        }
        return with(state, way, part(age, ahead, counted(state, way)));
    }

    /** Whether it has come to be refused and does not count for that yet. */
    static boolean uncounted(int state, int way) {
        return !counted(state, way) && age(state, way) < EVER;
    }

    static int countedNow(int state, int way) {
        return state | COUNTED << way;
    }
}
