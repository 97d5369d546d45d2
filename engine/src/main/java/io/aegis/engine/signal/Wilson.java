package io.aegis.engine.signal;

/**
 * The 95 % score interval of a share (Wilson 1927, "Probable inference, the law of succession, and statistical
 * inference"): small numbers prove little.
 */
public final class Wilson {

    private static final double Z = 1.959963984540054;

    private Wilson() {}

    public static double lower(long hits, long of) {
        return centre(hits, of) - half(hits, of);
    }

    static double upper(long hits, long of) {
        return centre(hits, of) + half(hits, of);
    }

    private static double centre(long hits, long of) {
        return (hits + Z * Z / 2) / (of + Z * Z);
    }

    private static double half(long hits, long of) {
        double p = (double) hits / of;
        return Z * Math.sqrt(of * p * (1 - p) + Z * Z / 4) / (of + Z * Z);
    }
}
