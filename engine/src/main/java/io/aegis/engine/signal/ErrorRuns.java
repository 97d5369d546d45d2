package io.aegis.engine.signal;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/**
 * How much a customer's failures come in runs, as of a client that tries again: by how much more often than by chance a
 * failure follows another, soon after it: as the customer's next call, or as the key's next of the route where others
 * call in between. In a run each failure proves less than the one before.
 *
 * <p>Calls are taken as a chain of DAR(1) (Jacobs and Lewis 1978): with probability rho a call ends as the one before
 * it, else it fails with the error rate. Rho is learned from failures that came to nothing, so an incident does not teach
 * that failures belong together.
 */
final class ErrorRuns {

    /** Steps of a tenth; what lies below the first counts as chance. */
    static final int LEVELS = 7;

    /** Until a customer's own are known, one failure in six follows another. */
    private static final float PRIOR_ERRORS = 6;

    private static final float PRIOR_REPEATED = 1;
    /** What chance alone repeats at a usual error rate. */
    private static final float CHANCE = 0.02f;
    /** What was learned is forgotten beyond so many failures. */
    private static final int ERRORS_MAX = 200;

    /** A call that comes later than so after a failure is no further try of the same, however clients back off. */
    static final long GAP_MAX_MILLIS = 15 * SignalState.MINUTE;

    /** What a key's next call of a route is a further try of, whatever else was called in between. */
    private static final int AGAIN_SECONDS = 45;
    /** What such a try is like at least: every fifth fails because the one before did. */
    static final int AGAIN_LEVEL = 2;

    /** Of a customer of whom nothing is known. */
    static final byte FIRST_LEVEL = level(0, 0);

    private ErrorRuns() {}

    static double rho(int level) {
        return level / 10.0;
    }

    /** Whether a failing call is a further try of what failed in the trouble that lasts. */
    static boolean isAgain(SignalState s, ApiCall call, long atMillis) {
        if (s.troubleSince == Fact.UNKNOWN || s.failing == null) {
            return false;
        }
        int last = s.failing.failedLast(call.method(), call.route(), call.status(), call.key());
        return last != HeavyHitters.NONE
                && last >= HeavyHitters.seconds(s.troubleSince)
                && Math.abs(HeavyHitters.seconds(atMillis) - last) <= AGAIN_SECONDS;
    }

    /**
     * Takes in whether a single call of a time with failures has failed.
     *
     * @param inRun whether it follows one that failed
     */
    static void add(SignalState s, boolean failed, boolean inRun) {
        s.runsRepeated += failed && inRun ? 1 : 0;
        s.runsFailedLast = failed;
    }

    /** The order of calls that come added up is not known. */
    static void addMixed(SignalState s) {
        s.runsFailedLast = false;
        s.runsTelling = false;
    }

    /** The failures are over, and came to nothing where they never were evidence enough. */
    static void end(SignalState s) {
        if (s.runsTelling) {
            int errors = s.runsLearnedErrors + Math.min(s.troubleErrors, ERRORS_MAX);
            int repeated = s.runsLearnedRepeated + Math.min(s.runsRepeated, ERRORS_MAX);
            int share = errors > ERRORS_MAX ? 2 : 1;
            s.runsLearnedErrors = (short) (errors / share);
            s.runsLearnedRepeated = (short) (repeated / share);
            s.runsLevel = level(s.runsLearnedErrors, s.runsLearnedRepeated);
        }
        s.runsRepeated = 0;
        s.runsFailedLast = false;
        s.runsTelling = true;
    }

    private static byte level(int errors, int repeated) {
        float beyondChance = (repeated + PRIOR_REPEATED) / (errors + PRIOR_ERRORS) - CHANCE;
        return (byte) Math.clamp((int) (10 * beyondChance), 0, LEVELS - 1);
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.number(s.runsLearnedErrors);
        out.number(s.runsLearnedRepeated);
        out.number(s.runsRepeated);
        out.number(s.runsLevel);
        out.flag(s.runsFailedLast);
        out.flag(s.runsTelling);
    }

    static void read(SignalState s, SnapshotReader in) {
        s.runsLearnedErrors = (short) in.integer();
        s.runsLearnedRepeated = (short) in.integer();
        s.runsRepeated = in.integer();
        s.runsLevel = (byte) in.integer();
        s.runsFailedLast = in.flag();
        s.runsTelling = in.flag();
    }
}
