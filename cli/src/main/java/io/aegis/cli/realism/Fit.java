package io.aegis.cli.realism;

import io.aegis.simulator.world.Population;
import io.aegis.simulator.world.Sessions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A population like that of a log: sizes as they are counted there, sessions as those of the world whose inter-arrival
 * comes nearest, found by trying: their gaps and their calls in turn, twice.
 */
final class Fit {

    /** A longer pause ends a session, by custom. */
    private static final double PAUSE_SECONDS = 1_800;

    private static final int ROUNDS = 2;
    /** More make the distances no steadier, only later. */
    private static final int CUSTOMERS_MAX = 2_000;

    private static final double[] CALLS = {0.4, 0.7, 1, 1.6, 2.5};
    private static final long[] GAP_HIGH_MILLIS = {2_000, 6_000, 20_000, 60_000, 180_000};
    private static final long[] GAP_LOW_MILLIS = {50, 250, 1_000, 2_000};
    private static final double DAY_MILLIS = 86_400_000;

    private final Shape log;
    private final Function<Population, Shape> worlds;
    private final Map<Sessions, Double> tried = new HashMap<>();

    /** @param worlds runs the world of a population over the log's span */
    Fit(Shape log, Function<Population, Shape> worlds) {
        this.log = log;
        this.worlds = worlds;
    }

    /** The population with sizes and sessions of the log. */
    Population like(Population given) {
        Population sized = sized(given);
        double calls = callsOfSession();
        Sessions best = new Sessions(calls, 250, 60_000);
        for (int round = 0; round < ROUNDS; round++) {
            best = nearest(sized, highs(best));
            best = nearest(sized, calls(best, calls));
            best = nearest(sized, lows(best));
        }
        return sized.with(best);
    }

    /** The scenario that makes such a world again. */
    static String scenario(Population population) {
        Sessions sessions = population.sessions();
        return String.format(
                Locale.ROOT,
                """
                # Sizes and sessions like those of a log; made by `aegis simulate realism --fit`.
                population:
                  customers: %d
                  sizes: {median: %.2f, mean: %.2f}
                  sessions: {calls: %.2f, gap_low: %dms, gap_high: %dms}
                """,
                population.customers(),
                population.callsMedian(),
                population.callsMean(),
                sessions.calls(),
                sessions.gapLowMillis(),
                sessions.gapHighMillis());
    }

    private Population sized(Population given) {
        double days = Math.max(1, (log.lastMillis() - log.firstMillis()) / DAY_MILLIS);
        long[] calls = log.callsPerCustomer();
        double median = calls[calls.length / 2] / days;
        double mean = Arrays.stream(calls).sum() / (days * calls.length);
        int customers = Math.max(given.customers(), Math.min(log.customers(), CUSTOMERS_MAX));
        return given.with(customers).sized(median, Math.max(mean, median * 1.01));
    }

    private double callsOfSession() {
        long[] gaps = log.gaps();
        long sessions = log.customers();
        for (int bin = 0; bin < gaps.length; bin++) {
            sessions += Shape.gapSeconds(bin) >= PAUSE_SECONDS ? gaps[bin] : 0;
        }
        return within((double) log.calls() / sessions);
    }

    private static double within(double calls) {
        return Math.clamp(calls, 1.1, 100);
    }

    private static Stream<Sessions> calls(Sessions of, double usual) {
        return DoubleStream.of(CALLS)
                .mapToObj(factor -> new Sessions(within(usual * factor), of.gapLowMillis(), of.gapHighMillis()));
    }

    private static Stream<Sessions> lows(Sessions of) {
        return LongStream.of(GAP_LOW_MILLIS)
                .filter(low -> low <= of.gapHighMillis())
                .mapToObj(low -> new Sessions(of.calls(), low, of.gapHighMillis()));
    }

    private static Stream<Sessions> highs(Sessions of) {
        return LongStream.of(GAP_HIGH_MILLIS)
                .filter(high -> high >= of.gapLowMillis())
                .mapToObj(high -> new Sessions(of.calls(), of.gapLowMillis(), high));
    }

    private Sessions nearest(Population sized, Stream<Sessions> candidates) {
        return candidates
                .min(Comparator.comparingDouble(
                        each -> tried.computeIfAbsent(each, sessions -> distance(sized.with(sessions)))))
                .orElseThrow();
    }

    private double distance(Population population) {
        return Distance.ofCounts(worlds.apply(population).gaps(), log.gaps());
    }
}
