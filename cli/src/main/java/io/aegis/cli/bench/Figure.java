package io.aegis.cli.bench;

import java.util.Arrays;

/** A figure over several runs. */
record Figure(String unit, double median, double min, double max) {

    static Figure of(String unit, double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Figure(unit, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
