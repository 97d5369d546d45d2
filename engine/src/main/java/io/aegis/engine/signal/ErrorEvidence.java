package io.aegis.engine.signal;

import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/**
 * How strongly the latest calls say that more than one in ten fails: the highest of three Bernoulli CUSUMs (Page 1954)
 * of the log likelihood ratio of 15, 25 and 45 % against 10 %, in nats. It looks at each call as it comes, so neither a
 * fixed window's good calls of before nor its bad calls of long ago count.
 *
 * <p>Of a customer whose failures come in {@linkplain ErrorRuns runs} the ratios are those of such a chain.
 *
 * <p>One who usually fails little comes to many failures by chance far less often than one who always fails at 5 %, so
 * the same failures count for up to a third more; but only where they came apart from each other, for one run of them is
 * no more than one event.
 *
 * <p>Capped, so that a long trouble does not need a long recovery; the ratio of 4 % against 10 % beyond
 * {@value #RECOVERED} nats takes it back to nothing.
 */
final class ErrorEvidence {

    private static final double TENTH = 0.10;
    private static final double[] WORSE = {0.15, 0.25, 0.45};
    private static final double BETTER = 0.04;
    private static final float CAP = 14;
    private static final float RECOVERED = 5;
    /** Failures prove nothing about calls that come so much later. */
    private static final long STALE_MILLIS = 12 * SignalState.HOUR;

    /** What rules take for an incident, which does not tell how failures usually come. */
    private static final float INCIDENT = 8;

    /** How much more is proven of a customer who usually fails at most at {@link #LOW}; from {@link #HIGH} on, nothing. */
    private static final double LOW_COUNTS = 1.33;

    private static final double LOW = 0.02;
    private static final double HIGH = 0.03;
    /** Failures, those that follow a failure left out, that are no chance run. */
    private static final int APART_MIN = 4;

    /** By the level of what is usual. */
    private static final float[] COUNTS = counts();

    /** Log likelihood ratios by how much failures come in runs, whether the call before failed, and the outcome. */
    private static final float[][][][] RATIOS = ratios();

    private static final int FAILED = 1;
    private static final int BETTER_AT = WORSE.length;

    private static float[][][][] ratios() {
        float[][][][] ratios = new float[ErrorRuns.LEVELS][2][2][WORSE.length + 1];
        for (int level = 0; level < ErrorRuns.LEVELS; level++) {
            double rho = ErrorRuns.rho(level);
            for (int i = 0; i <= WORSE.length; i++) {
                double other = i < WORSE.length ? WORSE[i] : BETTER;
                for (int before = 0; before <= 1; before++) {
                    double fails = rho * before + (1 - rho) * other;
                    double failsTenth = rho * before + (1 - rho) * TENTH;
                    ratios[level][before][FAILED][i] = (float) StrictMath.log(fails / failsTenth);
                    ratios[level][before][0][i] = (float) StrictMath.log((1 - fails) / (1 - failsTenth));
                }
            }
        }
        return ratios;
    }

    private static float[] counts() {
        float[] counts = new float[Surge.LEVELS];
        for (int level = 0; level < counts.length; level++) {
            double above = Math.clamp((Surge.usual(level) - LOW) / (HIGH - LOW), 0, 1);
            counts[level] = (float) (LOW_COUNTS - (LOW_COUNTS - 1) * above);
        }
        return counts;
    }

    private ErrorEvidence() {}

    /** Nats, at most {@value #CAP}. */
    static float nats(SignalState s) {
        boolean apart = s.troubleErrors - s.runsRepeated >= APART_MIN;
        return apart ? Math.min(CAP, proven(s) * COUNTS[s.surgeLevel]) : proven(s);
    }

    private static float proven(SignalState s) {
        return Math.max(s.slight, Math.max(s.clear, s.heavy));
    }

    /**
     * Takes in calls of one instant; of calls added up it is not known which failed first, so they count as mixed.
     *
     * @param again whether it is a further try of what has just failed
     */
    static void add(SignalState s, long added, long failed, boolean again, long atMillis) {
        if (s.troubleSince != Fact.UNKNOWN && atMillis - s.lastError > STALE_MILLIS) {
            forget(s);
        }
        boolean inRun = again || s.runsFailedLast && atMillis - s.lastError <= ErrorRuns.GAP_MAX_MILLIS;
        if (failed > 0) {
            s.lastError = Math.max(s.lastError, atMillis);
            s.troubleSince = s.troubleSince == Fact.UNKNOWN ? atMillis : s.troubleSince;
        }
        if (s.troubleSince == Fact.UNKNOWN) {
            return;
        }
        long good = Math.max(0, added - failed);
        s.troubleCalls = (int) Math.min(s.troubleCalls + added, Integer.MAX_VALUE);
        s.troubleErrors = (int) Math.min(s.troubleErrors + failed, Integer.MAX_VALUE);
        if (added == 1) {
            int level = again ? Math.max(s.runsLevel, ErrorRuns.AGAIN_LEVEL) : s.runsLevel;
            take(s, RATIOS[level][inRun ? 1 : 0], failed, good);
            ErrorRuns.add(s, failed > 0, inRun);
        } else {
            take(s, RATIOS[0][0], failed, good);
            ErrorRuns.addMixed(s);
        }
        s.runsTelling &= proven(s) < INCIDENT;
        if (good > 0 && (s.better >= RECOVERED || proven(s) == 0)) {
            forget(s);
        }
    }

    private static void take(SignalState s, float[][] ratios, long failed, long good) {
        float[] onError = ratios[FAILED];
        float[] onSuccess = ratios[0];
        s.slight = moved(s.slight, failed * onError[0] + good * onSuccess[0]);
        s.clear = moved(s.clear, failed * onError[1] + good * onSuccess[1]);
        s.heavy = moved(s.heavy, failed * onError[2] + good * onSuccess[2]);
        s.better = Math.max(0, s.better + failed * onError[BETTER_AT] + good * onSuccess[BETTER_AT]);
    }

    private static float moved(float nats, float by) {
        return Math.min(CAP, Math.max(0, nats + by));
    }

    private static void forget(SignalState s) {
        ErrorRuns.end(s);
        s.slight = 0;
        s.clear = 0;
        s.heavy = 0;
        s.better = 0;
        s.troubleCalls = 0;
        s.troubleErrors = 0;
        s.troubleSince = Fact.UNKNOWN;
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.number(s.troubleSince);
        if (s.troubleSince == Fact.UNKNOWN) {
            return;
        }
        for (float value : new float[] {s.slight, s.clear, s.heavy, s.better}) {
            out.number(Float.floatToIntBits(value));
        }
        out.number(s.troubleCalls);
        out.number(s.troubleErrors);
        out.number(s.lastError);
    }

    static void read(SignalState s, SnapshotReader in) {
        s.troubleSince = in.number();
        if (s.troubleSince == Fact.UNKNOWN) {
            return;
        }
        s.slight = Float.intBitsToFloat(in.integer());
        s.clear = Float.intBitsToFloat(in.integer());
        s.heavy = Float.intBitsToFloat(in.integer());
        s.better = Float.intBitsToFloat(in.integer());
        s.troubleCalls = in.integer();
        s.troubleErrors = in.integer();
        s.lastError = in.number();
    }
}
