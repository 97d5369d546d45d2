package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/**
 * Sequential detector of a rise of a customer's error probability: Bernoulli CUSUM (Page 1954; Reynolds and Stoumbos
 * 1999) against the customer's own baseline, one for each of three levels that it may rise to, with the alarm at the
 * first that crosses the limit. After an alarm the same statistic the other way tells the return.
 *
 * <p>The baseline is learned from calls whose statistic has come back to zero, so a rise does not teach itself.
 */
final class Surge {

    private static final double[] RISEN = {0.10, 0.20, 0.40};
    private static final double ALARM = 7.5;
    private static final double RETURN = 5.0;
    /** Prior of the baseline: 1.5 % seen in 100 calls. */
    private static final double PRIOR_CALLS = 100;

    private static final double PRIOR_ERRORS = 1.5;
    private static final double BASELINE_MIN = 0.004;
    private static final double BASELINE_MAX = 0.06;
    /** The baseline forgets beyond so many calls. */
    private static final double CALLS_MAX = 4000;

    private final double[] statistic = new double[RISEN.length];
    private final double[] onError = new double[RISEN.length];
    private final double[] onSuccess = new double[RISEN.length];
    private double back;
    private boolean on;
    private double baseCalls;
    private double baseErrors;
    private double waitingCalls;
    private double waitingErrors;
    private double baseline = Double.NaN;

    boolean on() {
        return on;
    }

    double baseline() {
        return (baseErrors + PRIOR_ERRORS) / (baseCalls + PRIOR_CALLS);
    }

    /** Takes in calls of one instant, failures first. */
    void add(long calls, long errors) {
        if (Double.isNaN(baseline)) {
            learn();
        }
        for (long i = 0; i < errors && i < 10_000; i++) {
            step(true);
        }
        long successes = calls - errors;
        if (successes <= 64) {
            for (long i = 0; i < successes; i++) {
                step(false);
            }
        } else {
            leap(successes);
        }
    }

    private void step(boolean error) {
        waitingCalls++;
        waitingErrors += error ? 1 : 0;
        double highest = 0;
        for (int i = 0; i < statistic.length; i++) {
            statistic[i] = Math.max(0, statistic[i] + (error ? onError[i] : onSuccess[i]));
            highest = Math.max(highest, statistic[i]);
        }
        if (on) {
            back = Math.max(0, back - (error ? onError[0] : onSuccess[0]));
            if (back >= RETURN) {
                on = false;
                forgetWaiting();
            }
        } else if (highest >= ALARM) {
            on = true;
            back = 0;
        } else if (highest == 0) {
            learn();
        }
    }

    /** Many successes at once: each statistic falls in a straight line. */
    private void leap(long successes) {
        waitingCalls += successes;
        double highest = 0;
        for (int i = 0; i < statistic.length; i++) {
            statistic[i] = Math.max(0, statistic[i] + successes * onSuccess[i]);
            highest = Math.max(highest, statistic[i]);
        }
        if (on) {
            back -= successes * onSuccess[0];
            if (back >= RETURN) {
                on = false;
                forgetWaiting();
            }
        } else if (highest == 0) {
            learn();
        }
    }

    private void forgetWaiting() {
        waitingCalls = 0;
        waitingErrors = 0;
        java.util.Arrays.fill(statistic, 0);
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
        double now = Math.clamp(baseline(), BASELINE_MIN, BASELINE_MAX);
        if (Math.abs(now - baseline) <= baseline * 0.02) {
            return;
        }
        aim(now);
    }

    private void aim(double at) {
        baseline = at;
        for (int i = 0; i < RISEN.length; i++) {
            double risen = Math.max(RISEN[i], 2 * at);
            onError[i] = StrictMath.log(risen / at);
            onSuccess[i] = StrictMath.log((1 - risen) / (1 - at));
        }
    }

    void write(SnapshotWriter out) {
        for (double s : statistic) {
            out.decimal(s);
        }
        out.decimal(back);
        out.flag(on);
        out.decimal(baseCalls);
        out.decimal(baseErrors);
        out.decimal(waitingCalls);
        out.decimal(waitingErrors);
        out.decimal(baseline);
    }

    void read(SnapshotReader in) {
        for (int i = 0; i < statistic.length; i++) {
            statistic[i] = in.decimal();
        }
        back = in.decimal();
        on = in.flag();
        baseCalls = in.decimal();
        baseErrors = in.decimal();
        waitingCalls = in.decimal();
        waitingErrors = in.decimal();
        double at = in.decimal();
        if (!Double.isNaN(at)) {
            aim(at);
        }
    }
}
