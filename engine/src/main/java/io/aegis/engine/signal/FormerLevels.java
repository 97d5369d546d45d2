package io.aegis.engine.signal;

/**
 * Levels that usage had before the one that it left. What leads back there, or not beyond it, is no move: the end of a
 * campaign is no decline, and that of a holiday no growth.
 */
final class FormerLevels {

    private static final int WEEKS_MAX = 4;
    /** Fewer days on the level in between are a peak or a dip, which count as odd days do. */
    private static final int BETWEEN_MIN = 5;
    /** By how many times a level lies beyond another at least. */
    private static final double BEYOND = 1.15;
    /** What tells two levels apart, in nats. */
    private static final double APART = 2;

    private final OlderWeeks older;
    private final Kept kept;

    /** Calls of the kept days. */
    interface Kept {
        /** The days from one to another, without it. */
        Stretch of(int from, int to);
    }

    FormerLevels(OlderWeeks older, Kept kept) {
        this.older = older;
        this.kept = kept;
    }

    /**
     * Whether usage lay at least as far in the direction of a move as it does now for up to four weeks, and then on the
     * other side until the move began. When it left there is not known: it may have been any day.
     *
     * @param onset the kept day on which the move began
     * @param sign of the move
     * @param noise by how many times a day strays more than a count does
     */
    boolean include(Stretch now, int onset, int sign, double noise) {
        for (int left = 1 - older.count(); left <= onset - BETWEEN_MIN; left++) {
            Stretch between = between(left, onset);
            for (int weeks = 1; weeks <= WEEKS_MAX; weeks++) {
                Stretch former = before(left, weeks);
                if (isApart(former, between, sign, noise) && !isBeyond(now, former, sign, noise)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Up to so many weeks before a kept day, or before the latest of the older weeks if it is less than 0. */
    private Stretch before(int left, int weeks) {
        int days = Math.max(0, left);
        int from = Math.max(0, days - weeks * Trend.WEEK);
        Stretch former = kept.of(from, days);
        int missing = weeks - (days - from) / Trend.WEEK;
        int first = Math.max(0, -left);
        for (int week = first; week < Math.min(older.count(), first + missing); week++) {
            former = former.plus(older.week(week));
        }
        return former;
    }

    private Stretch between(int left, int onset) {
        Stretch between = kept.of(Math.max(0, left), onset);
        for (int week = 0; week < -left; week++) {
            between = between.plus(older.week(week));
        }
        return between;
    }

    private static boolean isApart(Stretch former, Stretch between, int sign, double noise) {
        return former.worth() >= Trend.WEEK - 1
                && between.worth() > 0
                && former.isBeyond(between, sign)
                && Stretch.nats(former, between) > APART * noise;
    }

    private static boolean isBeyond(Stretch now, Stretch former, int sign, double noise) {
        Stretch more = sign > 0 ? now : former;
        Stretch less = sign > 0 ? former : now;
        return more.level() > BEYOND * less.level() && Stretch.nats(now, former) > APART * noise;
    }
}
