package io.aegis.engine.signal;

/** What a trend is told from: the days that are kept, and what is known of those before them. */
final class UsageDays {

    /** Days with which a customer begins: nobody is used to anything yet, a launch or an import is no usual week. */
    static final int FIRST = 2 * Trend.WEEK;

    private final long[] calls;
    private final int left;
    private final OlderWeeks older;

    /**
     * @param calls of complete days, oldest first, at most {@value Trend#DAYS_MAX}; -1 for a day that says nothing
     * @param left complete days of the customer before them, which are no longer kept
     * @param older the weeks before them
     */
    UsageDays(long[] calls, int left, OlderWeeks older) {
        this.calls = calls;
        this.left = left;
        this.older = older;
    }

    long[] calls() {
        return calls;
    }

    OlderWeeks older() {
        return older;
    }

    /** The first day on which a move may begin: as many days lie before it as prove a level. */
    int settled() {
        return Math.max(Trend.WEEK, FIRST - left);
    }
}
