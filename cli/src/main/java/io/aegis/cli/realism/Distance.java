package io.aegis.cli.realism;

/** Kolmogorov-Smirnov distances: the largest difference between two distribution functions. */
final class Distance {

    private Distance() {}

    /** Of two histograms over the same bins; NaN if one is empty. */
    static double ofCounts(long[] a, long[] b) {
        double sumA = sum(a);
        double sumB = sum(b);
        if (sumA == 0 || sumB == 0) {
            return Double.NaN;
        }
        double upToA = 0;
        double upToB = 0;
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            upToA += a[i] / sumA;
            upToB += b[i] / sumB;
            most = Math.max(most, Math.abs(upToA - upToB));
        }
        return most;
    }

    /** Of two samples, ascending; NaN if one is empty. */
    static double ofSamples(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return Double.NaN;
        }
        int i = 0;
        int j = 0;
        double most = 0;
        while (i < a.length && j < b.length) {
            double at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= at) {
                i++;
            }
            while (j < b.length && b[j] <= at) {
                j++;
            }
            most = Math.max(most, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return most;
    }

    private static double sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
