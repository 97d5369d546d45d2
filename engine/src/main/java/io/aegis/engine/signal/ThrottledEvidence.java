package io.aegis.engine.signal;

/**
 * How strongly the latest calls say that a customer is held to its limits: the Bernoulli CUSUM (Page 1954) of the log
 * likelihood ratio of 15 % answered 429 against 2 %, in nats. A rate needs a window, and one that is short for a busy
 * customer is empty for another; this looks at each call as it comes. 429s that come now and then, up to one in a
 * hundred calls, prove nothing however long they go on.
 */
final class ThrottledEvidence {

    static final int STATUS = 429;

    private static final double THROTTLED = 0.15;
    private static final double USUAL = 0.02;
    /** So that what is over is so after some eighty good calls. */
    private static final float CAP = 14;

    private static final float ON_THROTTLED = (float) StrictMath.log(THROTTLED / USUAL);
    private static final float ON_OTHER = (float) StrictMath.log((1 - THROTTLED) / (1 - USUAL));

    private ThrottledEvidence() {}

    /** Nats, at most {@value #CAP}. */
    static float nats(SignalState s) {
        return s.throttledNats;
    }

    /** Takes in calls of one instant; of calls added up it is not known which was throttled first. */
    static void add(SignalState s, long added, long throttled) {
        float moved = s.throttledNats + throttled * ON_THROTTLED + Math.max(0, added - throttled) * ON_OTHER;
        s.throttledNats = Math.min(CAP, Math.max(0, moved));
    }
}
