package io.aegis.cli.bench;

import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.rule.RuleSet;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code aegis bench detector}: how many calls {@code error_surge} needs, beside the fewest that any detector with as
 * few false alarms can need on average at worst, ln(ARL) / KL(p1 ‖ p0) (Lorden 1971).
 */
@Command(
        name = "detector",
        mixinStandardHelpOptions = true,
        description = "Calls from a rise of the error rate to error_surge, beside Lorden's lower bound.")
final class DetectorBench implements Callable<Integer> {

    private static final double[] USUAL = {0.01, 0.02, 0.04};
    private static final double[] RISEN = {0.10, 0.20, 0.40};
    private static final int LEARNED_CALLS = 500;
    private static final int CALM_CALLS = 20_000;
    private static final int CALLS_MAX = 20_000;
    private static final long START_MILLIS = 1_762_000_000_000L;
    private static final long GAP_MILLIS = 1_000;
    private static final ApiCall GOOD = new ApiCall("GET", "/v1/orders", 200, -1, false, null, null);
    private static final ApiCall BAD = new ApiCall("GET", "/v1/orders", 500, -1, false, null, null);
    private static final RuleSet RULES =
            RuleFile.read("rules: [{id: surge, when: error_surge, cooldown: 0s, fleet: false}]");

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Customers a pair of rates (default: ${DEFAULT-VALUE}).")
    private int trials;

    @Override
    public Integer call() {
        BenchOptions.atLeastOne("--trials", trials);
        for (double usual : USUAL) {
            options.notes().println("error rate " + usual);
            double callsAnAlarm = callsAnAlarm(usual);
            for (double risen : RISEN) {
                options.results().write(rise(usual, risen, callsAnAlarm));
            }
        }
        return 0;
    }

    /** Calls at the usual rate for one false alarm, once the baseline is learned. */
    private double callsAnAlarm(double usual) {
        SplittableRandom random = new SplittableRandom(options.seed());
        OpeningCollector collector = new OpeningCollector("surge");
        Engine engine = new Engine(RULES, collector);
        int customers = Math.max(1, trials / 5);
        for (int customer = 0; customer < customers; customer++) {
            for (int call = 0; call < LEARNED_CALLS + CALM_CALLS; call++) {
                apply(engine, customer, call, random.nextDouble() < usual);
            }
        }
        long alarms = collector.openings().stream()
                .filter(opening -> opening.atMillis() >= atMillis(LEARNED_CALLS))
                .count();
        return (double) customers * CALM_CALLS / Math.max(1, alarms);
    }

    private Result rise(double usual, double risen, double callsAnAlarm) {
        SplittableRandom random = new SplittableRandom(options.seed() + 1);
        double[] delays = new double[trials];
        int found = 0;
        while (found < trials) {
            OpeningCollector collector = new OpeningCollector("surge");
            Engine engine = new Engine(RULES, collector);
            for (int call = 0; call < LEARNED_CALLS; call++) {
                apply(engine, 0, call, random.nextDouble() < usual);
            }
            if (!collector.openings().isEmpty()) {
                continue;
            }
            int call = LEARNED_CALLS;
            while (collector.openings().isEmpty() && call < LEARNED_CALLS + CALLS_MAX) {
                apply(engine, 0, call++, random.nextDouble() < risen);
            }
            delays[found++] = call - LEARNED_CALLS;
        }
        Arrays.sort(delays);
        double mean = Arrays.stream(delays).average().orElse(Double.NaN);
        double bound = StrictMath.log(callsAnAlarm)
                / (risen * StrictMath.log(risen / usual) + (1 - risen) * StrictMath.log((1 - risen) / (1 - usual)));
        return new Result("detector")
                .with("from", usual)
                .with("to", risen)
                .with("trials", trials)
                .with("seed", options.seed())
                .add("calls_a_false_alarm", "calls", callsAnAlarm)
                .add("mean_delay", "calls", mean)
                .add("median_delay", "calls", delays[trials / 2])
                .add("lorden_bound", "calls", bound)
                .add("times_the_bound", "", mean / bound);
    }

    private static void apply(Engine engine, int customer, int call, boolean fails) {
        engine.apply(new Entry.Event(customer, 0, atMillis(call), fails ? BAD : GOOD));
    }

    private static long atMillis(int call) {
        return START_MILLIS + call * GAP_MILLIS;
    }
}
