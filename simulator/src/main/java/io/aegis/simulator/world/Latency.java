package io.aegis.simulator.world;

/** Latencies in 512 steps of about 2 %, so that one fits nine bits of a packed call. */
final class Latency {

    static final int CODES = 512;
    private static final int MAX_MILLIS = 60_000;
    private static final double STEP = StrictMath.log(MAX_MILLIS) / (CODES - 1);
    private static final double SPREAD_SIGMA = 0.55;
    private static final int[] MILLIS = new int[CODES];
    /** Steps around the median of a log-normal, by quantile. */
    private static final short[] SPREAD = new short[1024];

    static {
        for (int code = 0; code < CODES; code++) {
            MILLIS[code] = (int) StrictMath.round(StrictMath.exp(code * STEP));
        }
        for (int i = 0; i < SPREAD.length; i++) {
            SPREAD[i] = (short) StrictMath.round(SPREAD_SIGMA * Normal.quantile((i + 0.5) / SPREAD.length) / STEP);
        }
    }

    private Latency() {}

    static int code(double millis) {
        return Math.clamp(StrictMath.round(StrictMath.log(Math.max(1, millis)) / STEP), 0, CODES - 1);
    }

    static int millis(int code) {
        return MILLIS[code];
    }

    /** A draw around the median given as a code. */
    static int around(int medianCode, int draw) {
        return Math.clamp(medianCode + SPREAD[draw & 1023], 0, CODES - 1);
    }
}
