package io.aegis.cli.bench;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aegis bench check}: the full check of everyone. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "A full check of every customer, after the clock has moved one hour.")
final class CheckBench implements Callable<Integer> {

    private static final long HOUR_MILLIS = 3_600_000;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Customers (default: 1000000).")
    private int customers;

    @Override
    public Integer call() {
        BenchOptions.atLeastOne("--customers", customers);
        options.notes().println("filling an engine with " + customers + " customers of 35 days");
        Engine engine = new Engine(BenchOptions.allRules(), new OpeningCollector(""));
        Population population = new Population(engine, customers, options.seed());
        population.fill();
        Result result = new Result("check")
                .with("customers", customers)
                .with("rules", BenchOptions.allRules().rules().size())
                .with("seed", options.seed())
                .with("runs", options.runs());
        long now = population.endMillis();
        for (int run = 0; run <= options.runs(); run++) {
            now += HOUR_MILLIS;
            Meter tick = new Meter();
            engine.apply(new Entry.Tick(now));
            double tickMillis = tick.seconds() * 1000;
            Meter meter = new Meter();
            engine.apply(new Entry.Check());
            if (run > 0) {
                result.add("check", "ms", meter.seconds() * 1000).add("tick_of_one_hour", "ms", tickMillis);
            }
        }
        options.results().write(result);
        return 0;
    }
}
