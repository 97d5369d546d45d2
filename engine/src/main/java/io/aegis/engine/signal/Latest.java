package io.aegis.engine.signal;

/**
 * Whether a move lasts: a peak that is over is no growth, and a dip that is over no decline, though the days since it
 * began lie on another level in sum.
 */
final class Latest {

    /** Complete days that tell, the latest of which are asked one by one, two together and so on. */
    private static final int DAYS = 5;
    /** What they may say for the level before, in nats: chance says as much. */
    private static final double BACK = 1;
    /** Least calls a day of a level, as its logarithm is asked. */
    private static final double LEVEL_MIN = 0.1;

    private Latest() {}

    /**
     * @param onset the day on which the move began
     * @param before calls of an average day before it
     * @param since the same since then
     * @param noise by how many times a day strays more than a count does
     */
    static boolean lieOn(long[] days, Weekdays weekdays, int onset, double before, double since, double noise) {
        double ratio = StrictMath.log(Math.max(since, LEVEL_MIN) / before);
        double nats = 0;
        int told = 0;
        for (int d = days.length - 1; d >= onset && told < DAYS; d--) {
            if (weekdays.tells(d)) {
                nats += days[d] * ratio - (since - before) * weekdays.worth(d);
                told++;
                if (nats < -BACK * noise) {
                    return false;
                }
            }
        }
        return true;
    }
}
