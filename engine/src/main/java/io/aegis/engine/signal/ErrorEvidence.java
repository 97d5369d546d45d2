package io.aegis.engine.signal;

import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/**
 * How strongly the latest calls say that more than one in ten fails: the highest of three Bernoulli CUSUMs (Page 1954)
 * of the log likelihood ratio of 15, 25 and 45 % against 10 %, in nats. It looks at each call as it comes, so neither a
 * fixed window's good calls of before nor its bad calls of long ago count.
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

    private static final float[] ON_ERROR = new float[WORSE.length];
    private static final float[] ON_SUCCESS = new float[WORSE.length];
    private static final float BETTER_ON_ERROR = (float) StrictMath.log(BETTER / TENTH);
    private static final float BETTER_ON_SUCCESS = (float) StrictMath.log((1 - BETTER) / (1 - TENTH));

    static {
        for (int i = 0; i < WORSE.length; i++) {
            ON_ERROR[i] = (float) StrictMath.log(WORSE[i] / TENTH);
            ON_SUCCESS[i] = (float) StrictMath.log((1 - WORSE[i]) / (1 - TENTH));
        }
    }

    private ErrorEvidence() {}

    /** Nats, at most {@value #CAP}. */
    static float nats(SignalState s) {
        return Math.max(s.slight, Math.max(s.clear, s.heavy));
    }

    /** Takes in calls of one instant; of calls added up it is not known which failed first, so they count as mixed. */
    static void add(SignalState s, long added, long failed, long atMillis) {
        if (s.troubleSince != Fact.UNKNOWN && atMillis - s.lastError > STALE_MILLIS) {
            forget(s);
        }
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
        s.slight = moved(s.slight, failed * ON_ERROR[0] + good * ON_SUCCESS[0]);
        s.clear = moved(s.clear, failed * ON_ERROR[1] + good * ON_SUCCESS[1]);
        s.heavy = moved(s.heavy, failed * ON_ERROR[2] + good * ON_SUCCESS[2]);
        s.better = Math.max(0, s.better + failed * BETTER_ON_ERROR + good * BETTER_ON_SUCCESS);
        if (good > 0 && (s.better >= RECOVERED || nats(s) == 0)) {
            forget(s);
        }
    }

    private static float moved(float nats, float by) {
        return Math.min(CAP, Math.max(0, nats + by));
    }

    private static void forget(SignalState s) {
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
