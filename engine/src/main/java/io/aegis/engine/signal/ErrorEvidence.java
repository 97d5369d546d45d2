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

    private float slight;
    private float clear;
    private float heavy;
    private float better;
    private int calls;
    private int errors;
    private long since = Fact.UNKNOWN;
    private long lastError = Fact.UNKNOWN;

    /** Nats, at most {@value #CAP}. */
    float nats() {
        return Math.max(slight, Math.max(clear, heavy));
    }

    /** Calls since it last was nothing. */
    int calls() {
        return calls;
    }

    int errors() {
        return errors;
    }

    /** The first failure since it last was nothing; {@link Fact#UNKNOWN} while it is nothing. */
    long since() {
        return since;
    }

    /** Takes in calls of one instant; of calls added up it is not known which failed first, so they count as mixed. */
    void add(long added, long failed, long atMillis) {
        if (since != Fact.UNKNOWN && atMillis - lastError > STALE_MILLIS) {
            forget();
        }
        if (failed > 0) {
            lastError = Math.max(lastError, atMillis);
            since = since == Fact.UNKNOWN ? atMillis : since;
        }
        if (since == Fact.UNKNOWN) {
            return;
        }
        long good = Math.max(0, added - failed);
        calls = (int) Math.min(calls + added, Integer.MAX_VALUE);
        errors = (int) Math.min(errors + failed, Integer.MAX_VALUE);
        slight = moved(slight, failed * ON_ERROR[0] + good * ON_SUCCESS[0]);
        clear = moved(clear, failed * ON_ERROR[1] + good * ON_SUCCESS[1]);
        heavy = moved(heavy, failed * ON_ERROR[2] + good * ON_SUCCESS[2]);
        better = Math.max(0, better + failed * BETTER_ON_ERROR + good * BETTER_ON_SUCCESS);
        if (good > 0 && (better >= RECOVERED || nats() == 0)) {
            forget();
        }
    }

    private static float moved(float nats, float by) {
        return Math.min(CAP, Math.max(0, nats + by));
    }

    private void forget() {
        slight = 0;
        clear = 0;
        heavy = 0;
        better = 0;
        calls = 0;
        errors = 0;
        since = Fact.UNKNOWN;
    }

    void write(SnapshotWriter out) {
        out.number(since);
        if (since == Fact.UNKNOWN) {
            return;
        }
        for (float value : new float[] {slight, clear, heavy, better}) {
            out.number(Float.floatToIntBits(value));
        }
        out.number(calls);
        out.number(errors);
        out.number(lastError);
    }

    void read(SnapshotReader in) {
        since = in.number();
        if (since == Fact.UNKNOWN) {
            return;
        }
        slight = Float.intBitsToFloat(in.integer());
        clear = Float.intBitsToFloat(in.integer());
        heavy = Float.intBitsToFloat(in.integer());
        better = Float.intBitsToFloat(in.integer());
        calls = in.integer();
        errors = in.integer();
        lastError = in.number();
    }
}
