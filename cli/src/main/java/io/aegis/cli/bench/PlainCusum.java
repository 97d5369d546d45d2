package io.aegis.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The least that a sequential detector takes: a log likelihood CUSUM (Page 1954) of each customer from 2 % to 15 %
 * failing, with one limit for all and nothing learned of anyone; closed by the same statistic the other way.
 */
final class PlainCusum {

    private static final double USUAL = 0.02;
    private static final double RISEN = 0.15;
    private static final float ALARM = 7;
    private static final float RETURN = 3;
    private static final float ON_ERROR = (float) Math.log(RISEN / USUAL);
    private static final float ON_SUCCESS = (float) Math.log((1 - RISEN) / (1 - USUAL));

    /** The statistic; below 0 while open, then less than -1 by the one of the return. */
    private final float[] statistic;

    private final List<Opening> openings = new ArrayList<>();

    PlainCusum(int customers) {
        statistic = new float[customers];
    }

    void call(int customer, long atMillis, int status) {
        float step = status >= 400 ? ON_ERROR : ON_SUCCESS;
        float now = statistic[customer];
        if (now >= 0) {
            float raised = Math.max(0, now + step);
            if (raised >= ALARM) {
                openings.add(new Opening(customer, atMillis));
            }
            statistic[customer] = raised >= ALARM ? -1 : raised;
        } else {
            float back = Math.max(0, -1 - now - step);
            statistic[customer] = back >= RETURN ? 0 : -1 - back;
        }
    }

    List<Opening> openings() {
        return openings;
    }
}
