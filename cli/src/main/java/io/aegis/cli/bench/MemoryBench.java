package io.aegis.cli.bench;

import io.aegis.engine.Engine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aegis bench memory}: how much the engine keeps of a customer. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "Heap that the engine keeps of a customer, as the mean over a population after 35 days.")
final class MemoryBench implements Callable<Integer> {

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
        long before = Meter.usedHeapBytes();
        Meter meter = new Meter();
        population.fill();
        double seconds = meter.seconds();
        long engineBytes = Meter.usedHeapBytes() - before;
        Result result = new Result("memory")
                .with("customers", customers)
                .with("calls", population.calls())
                .with("rules", BenchOptions.allRules().rules().size())
                .with("seed", options.seed());
        result.add("engine_state_per_customer", "bytes", (double) engineBytes / customers);
        result.add("snapshot_per_customer", "bytes", meanSnapshotBytes(engine));
        result.add("filled_in", "s", seconds);
        options.results().write(result);
        return 0;
    }

    private double meanSnapshotBytes(Engine engine) {
        long bytes = 0;
        int step = Math.max(1, customers / 10_000);
        int count = 0;
        for (int customer = 0; customer < customers; customer += step) {
            bytes += engine.snapshot(customer).length;
            count++;
        }
        return (double) bytes / count;
    }
}
