package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/**
 * Sequential detector of a rise of a customer's error probability: Bernoulli CUSUM (Page 1954; Reynolds and Stoumbos
 * 1999) against the customer's own baseline, one for each of three levels that it may rise to, with the alarm at the
 * first that crosses its limit. After an alarm the same statistic the other way tells the return.
 *
 * <p>The baseline is learned from calls whose statistic has come back to zero, so a rise does not teach itself. It
 * enters in {@value #LEVELS} steps, for which the log likelihood ratios are worked out beforehand.
 */
final class Surge {

    private static final double[] RISEN = {0.10, 0.15, 0.35};
    /** A slight rise has to be surer than a clear one: it is told late in any case, and chance looks like it. */
    private static final float[] ALARM = {10.5f, 8, 8};

    private static final float RETURN = 5.0f;
    /** Prior of the baseline: 2.5 % seen in 200 calls. */
    private static final float PRIOR_CALLS = 200;

    private static final float PRIOR_ERRORS = 5;
    /** Standard errors by which the baseline is taken higher than it was seen, so that a lucky start is no surge later. */
    private static final float CAUTION = 0.5f;
    /** A rise is at least this many times the baseline. */
    private static final double TIMES = 2.2;

    private static final int LEVELS = 40;
    private static final double BASELINE_MIN = 0.004;
    private static final double LEVEL_STEP = 1.07;
    /** The baseline forgets beyond so many calls. */
    private static final float CALLS_MAX = 4000;

    private static final float[][] ON_ERROR = new float[LEVELS][RISEN.length];
    private static final float[][] ON_SUCCESS = new float[LEVELS][RISEN.length];
    private static final float[] UP_TO = new float[LEVELS];

    static {
        double base = BASELINE_MIN;
        for (int level = 0; level < LEVELS; level++) {
            for (int i = 0; i < RISEN.length; i++) {
                double risen = Math.max(RISEN[i], TIMES * base);
                ON_ERROR[level][i] = (float) StrictMath.log(risen / base);
                ON_SUCCESS[level][i] = (float) StrictMath.log((1 - risen) / (1 - base));
            }
            UP_TO[level] = (float) (base * StrictMath.sqrt(LEVEL_STEP));
            base *= LEVEL_STEP;
        }
    }

    private float low;
    private float middle;
    private float high;
    private float back;
    private float baseCalls;
    private float baseErrors;
    private float waitingCalls;
    private float waitingErrors;
    private byte level = levelOf(baseline(0, 0), (byte) 0);
    private boolean on;

    boolean on() {
        return on;
    }

    /** Takes in calls of one instant, failures first. */
    void add(long calls, long errors) {
        for (long i = 0; i < errors && i < 10_000; i++) {
            step(1, true);
        }
        if (calls > errors) {
            step(calls - errors, false);
        }
    }

    private void step(long times, boolean error) {
        waitingCalls += times;
        waitingErrors += error ? times : 0;
        float[] ratio = error ? ON_ERROR[level] : ON_SUCCESS[level];
        low = Math.max(0, low + times * ratio[0]);
        middle = Math.max(0, middle + times * ratio[1]);
        high = Math.max(0, high + times * ratio[2]);
        float highest = Math.max(low, Math.max(middle, high));
        if (on) {
            back = Math.max(0, back - times * ratio[0]);
            if (back >= RETURN) {
                on = false;
                low = 0;
                middle = 0;
                high = 0;
                waitingCalls = 0;
                waitingErrors = 0;
            }
        } else if (low >= ALARM[0] || middle >= ALARM[1] || high >= ALARM[2]) {
            on = true;
            back = 0;
        } else if (highest == 0) {
            learn();
        }
    }

    private void learn() {
        baseCalls += waitingCalls;
        baseErrors += waitingErrors;
        waitingCalls = 0;
        waitingErrors = 0;
        if (baseCalls > CALLS_MAX) {
            baseErrors *= CALLS_MAX / 2 / baseCalls;
            baseCalls = CALLS_MAX / 2;
        }
        level = levelOf(baseline(baseCalls, baseErrors), level);
    }

    private static float baseline(float calls, float errors) {
        float seen = errors + PRIOR_ERRORS;
        return (seen + CAUTION * (float) Math.sqrt(seen)) / (calls + PRIOR_CALLS);
    }

    /** The first level that reaches up to the baseline, looked for from a near one on. */
    private static byte levelOf(float baseline, byte near) {
        byte found = near;
        while (found < LEVELS - 1 && baseline > UP_TO[found]) {
            found++;
        }
        while (found > 0 && baseline <= UP_TO[found - 1]) {
            found--;
        }
        return found;
    }

    void write(SnapshotWriter out) {
        for (float value : new float[] {low, middle, high, back, baseCalls, baseErrors, waitingCalls, waitingErrors}) {
            out.number(Float.floatToIntBits(value));
        }
        out.number(level);
        out.flag(on);
    }

    void read(SnapshotReader in) {
        low = Float.intBitsToFloat(in.integer());
        middle = Float.intBitsToFloat(in.integer());
        high = Float.intBitsToFloat(in.integer());
        back = Float.intBitsToFloat(in.integer());
        baseCalls = Float.intBitsToFloat(in.integer());
        baseErrors = Float.intBitsToFloat(in.integer());
        waitingCalls = Float.intBitsToFloat(in.integer());
        waitingErrors = Float.intBitsToFloat(in.integer());
        level = (byte) in.integer();
        on = in.flag();
    }
}
