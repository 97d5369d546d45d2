package io.aegis.simulator.world;

/**
 * A small splittable source of randomness (SplitMix64, Steele et al. 2014) with a fixed algorithm, so that a seed means
 * the same world on every JDK.
 */
final class Stream {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;
    /** Above this mean a Poisson count is drawn as a rounded normal. */
    private static final double POISSON_EXACT_MAX = 24;

    private long state;

    private Stream(long state) {
        this.state = state;
    }

    /** The stream of one purpose of one thing in the world of this seed. */
    static Stream of(long seed, long thing, long purpose) {
        return new Stream(mix(mix(mix(seed) + GOLDEN_GAMMA * (thing + 1)) ^ (purpose * 0xD1B54A32D192ED03L)));
    }

    static long mix(long value) {
        long z = value + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    /** Uniform in [0, bound). */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    boolean chance(double probability) {
        return nextDouble() < probability;
    }

    double uniform(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** Uniform on a logarithmic scale; both bounds positive. */
    double logUniform(double low, double high) {
        return StrictMath.exp(uniform(StrictMath.log(low), StrictMath.log(high)));
    }

    /** A duration uniform on a logarithmic scale. */
    long millis(long low, long high) {
        return low == high ? low : Math.round(logUniform((double) low, (double) high));
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1.0 - nextDouble());
    }

    double normal() {
        return Normal.quantile((nextLong() >>> 12) * 0x1.0p-52 + 0x1.0p-53);
    }

    int poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > POISSON_EXACT_MAX) {
            return (int) Math.max(0, StrictMath.floor(mean + StrictMath.sqrt(mean) * normal() + 0.5));
        }
        double limit = StrictMath.exp(-mean);
        double product = nextDouble();
        int count = 0;
        while (product > limit) {
            product *= nextDouble();
            count++;
        }
        return count;
    }

    /** Tries until success, from 1 on, with the given mean. */
    int geometric(double mean) {
        if (mean <= 1) {
            return 1;
        }
        double failure = 1 - 1 / mean;
        double draws = StrictMath.log(1.0 - nextDouble()) / StrictMath.log(failure);
        return 1 + (int) Math.min(10_000, draws);
    }
}
