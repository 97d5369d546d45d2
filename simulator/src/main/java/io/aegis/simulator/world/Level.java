package io.aegis.simulator.world;

/** A company's true rate of use, as a share of its usual one: constant, with one ramp at a time. */
final class Level {

    private double from = 1;
    private double to = 1;
    private long rampFrom;
    private long rampTo;

    double at(long atMillis) {
        if (atMillis >= rampTo) {
            return to;
        }
        if (atMillis <= rampFrom) {
            return from;
        }
        return from + (to - from) * ((double) (atMillis - rampFrom) / (rampTo - rampFrom));
    }

    void ramp(long atMillis, long durationMillis, double target) {
        from = at(atMillis);
        to = target;
        rampFrom = atMillis;
        rampTo = atMillis + Math.max(1, durationMillis);
    }

    /** When the present ramp passes the value; {@link Long#MAX_VALUE} if it does not. */
    long crosses(double value) {
        if (from == to || (value - from) * (value - to) > 0) {
            return Long.MAX_VALUE;
        }
        return rampFrom + Math.round((value - from) / (to - from) * (rampTo - rampFrom));
    }

    double target() {
        return to;
    }
}
