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
    /**
     * A slight rise has to be surer than a clear one: it is told late in any case, and chance looks like it. So has a
     * steep one, for which few failures in a row are enough.
     */
    private static final double[] ALARM = {8, 7, 8.3};

    private static final float ALARM_MIN = 7;
    /**
     * Beyond so many calls known the limits grow by {@value #GROWS} times the logarithm of how many more: one who calls
     * often has as many more chances of a false alarm, and the few calls that it waits longer pass in seconds.
     */
    private static final double GROWS_FROM_CALLS = 300;

    private static final double GROWS = 1.5;

    private static final float RETURN = 3.0f;
    /** Prior of the baseline: 2.5 % seen in 200 calls. */
    private static final float PRIOR_CALLS = 200;

    private static final float PRIOR_ERRORS = 5;
    /** Standard errors by which the baseline is taken higher than it was seen, so that a lucky start is no surge later. */
    private static final float CAUTION = 0.2f;
    /** A rise is at least this many times the baseline. */
    private static final double TIMES = 2.2;

    static final int LEVELS = 40;
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

    /** The level of a customer of whom nothing is known. */
    static final byte FIRST_LEVEL = levelOf(baseline(0, 0), (byte) 0);

    private Surge() {}

    /** The error rate that a level stands for. */
    static double usual(int level) {
        return BASELINE_MIN * StrictMath.pow(LEVEL_STEP, level);
    }

    /** Takes in calls of one instant, failures first. */
    static void add(SignalState s, long calls, long errors) {
        if (!s.surging && s.surgeLow == 0 && s.surgeMiddle == 0 && s.surgeHigh == 0) {
            if (errors == 0) {
                s.baseLearnedCalls += calls;
                forgetBeyond(s);
                return;
            }
            // What was learned since then matters from here on.
            s.surgeLevel = levelOf(baseline(s.baseLearnedCalls, s.baseLearnedErrors), s.surgeLevel);
        }
        for (long i = 0; i < errors && i < 10_000; i++) {
            step(s, 1, true);
        }
        if (calls > errors) {
            step(s, calls - errors, false);
        }
    }

    private static void step(SignalState s, long times, boolean error) {
        s.waitingCalls += times;
        s.waitingErrors += error ? times : 0;
        float[] ratio = error ? ON_ERROR[s.surgeLevel] : ON_SUCCESS[s.surgeLevel];
        s.surgeLow = Math.max(0, s.surgeLow + times * ratio[0]);
        s.surgeMiddle = Math.max(0, s.surgeMiddle + times * ratio[1]);
        s.surgeHigh = Math.max(0, s.surgeHigh + times * ratio[2]);
        float highest = Math.max(s.surgeLow, Math.max(s.surgeMiddle, s.surgeHigh));
        if (s.surging) {
            s.surgeBack = Math.max(0, s.surgeBack - times * ratio[0]);
            if (s.surgeBack >= RETURN) {
                s.surging = false;
                s.surgeLow = 0;
                s.surgeMiddle = 0;
                s.surgeHigh = 0;
                s.waitingCalls = 0;
                s.waitingErrors = 0;
            }
        } else if (highest >= ALARM_MIN && isAlarm(s)) {
            s.surging = true;
            s.surgeBack = 0;
        } else if (highest == 0) {
            s.baseLearnedCalls += s.waitingCalls;
            s.baseLearnedErrors += s.waitingErrors;
            s.waitingCalls = 0;
            s.waitingErrors = 0;
            forgetBeyond(s);
        }
    }

    private static boolean isAlarm(SignalState s) {
        double more = GROWS * StrictMath.log(Math.max(1, s.baseLearnedCalls / GROWS_FROM_CALLS));
        return s.surgeLow >= ALARM[0] + more || s.surgeMiddle >= ALARM[1] + more || s.surgeHigh >= ALARM[2] + more;
    }

    private static void forgetBeyond(SignalState s) {
        if (s.baseLearnedCalls > CALLS_MAX) {
            s.baseLearnedErrors *= CALLS_MAX / 2 / s.baseLearnedCalls;
            s.baseLearnedCalls = CALLS_MAX / 2;
        }
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

    static void write(SignalState s, SnapshotWriter out) {
        for (float value : new float[] {
            s.surgeLow,
            s.surgeMiddle,
            s.surgeHigh,
            s.surgeBack,
            s.baseLearnedCalls,
            s.baseLearnedErrors,
            s.waitingCalls,
            s.waitingErrors
        }) {
            out.number(Float.floatToIntBits(value));
        }
        out.number(s.surgeLevel);
        out.flag(s.surging);
    }

    static void read(SignalState s, SnapshotReader in) {
        s.surgeLow = Float.intBitsToFloat(in.integer());
        s.surgeMiddle = Float.intBitsToFloat(in.integer());
        s.surgeHigh = Float.intBitsToFloat(in.integer());
        s.surgeBack = Float.intBitsToFloat(in.integer());
        s.baseLearnedCalls = Float.intBitsToFloat(in.integer());
        s.baseLearnedErrors = Float.intBitsToFloat(in.integer());
        s.waitingCalls = Float.intBitsToFloat(in.integer());
        s.waitingErrors = Float.intBitsToFloat(in.integer());
        s.surgeLevel = (byte) in.integer();
        s.surging = in.flag();
    }
}
