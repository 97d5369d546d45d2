package io.aegis.cli.bench;

import io.aegis.engine.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aegis bench engine}: workload W1, or a file, through the engine and through the plain baselines. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = "Events through the engine on one thread: decoded beforehand, then from bytes.")
final class EngineBench implements Callable<Integer> {

    private static final String SCORED_RULE = "error_debugging";

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Customers (default: 100000).")
    private int customers;

    @Option(names = "--calls", paramLabel = "N", defaultValue = "10000000", description = "Calls (default: 10000000).")
    private int calls;

    @Option(
            names = "--zipf",
            paramLabel = "S",
            defaultValue = "1.1",
            description = "Exponent of the customers' popularity, 0 for uniform (default: 1.1).")
    private double zipf;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Events of the public schema in place of W1; may be gzip.")
    private @Nullable Path input;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rules in place of the shipped ones.")
    private @Nullable Path rules;

    @Option(
            names = "--line-calls",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "How many of the calls are run from bytes as well (default: 2000000).")
    private int lineCalls;

    /** Keeps the last run's state reachable while its size is measured. */
    private @Nullable Object kept;

    @Override
    public Integer call() {
        BenchOptions.atLeastOne("--customers", customers);
        BenchOptions.atLeastOne("--calls", calls);
        if (input != null) {
            new InputBench(options, input, rules == null ? BenchOptions.allRules() : BenchOptions.rulesOf(rules)).run();
            return 0;
        }
        options.notes().println("making " + calls + " calls of " + customers + " customers");
        Workload workload =
                WorkloadMaker.w1(customers, calls, zipf, options.seed()).make();
        for (Contender contender : contenders()) {
            options.results().write(measure(contender, workload));
        }
        measureBytes(workload);
        return 0;
    }

    private List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>(PlainContenders.all());
        if (rules != null) {
            contenders.add(new EngineContender("engine-given-rules", BenchOptions.rulesOf(rules), SCORED_RULE));
        } else {
            contenders.add(new EngineContender("engine-mission-rules", BenchOptions.missionRules(), SCORED_RULE));
            contenders.add(new EngineContender("engine-all-rules", BenchOptions.allRules(), SCORED_RULE));
            contenders.add(new EngineContender("engine-error-surge", BenchOptions.surgeRule(), "error_surge"));
        }
        return contenders;
    }

    private Result parameters(String benchmark) {
        return new Result(benchmark)
                .with("workload", "W1")
                .with("customers", customers)
                .with("zipf", zipf)
                .with("seed", options.seed())
                .with("runs", options.runs());
    }

    private Result measure(Contender contender, Workload workload) {
        options.notes().println(contender.id());
        Result result = parameters(contender.id()).with("events", workload.size());
        options.notes().println("warmed: " + warmed(contender, workload) + " openings");
        for (int run = 0; run < options.runs(); run++) {
            kept = null;
            long heapBefore = Meter.usedHeapBytes();
            Meter meter = new Meter();
            Contender.Outcome outcome = contender.run(workload, workload.size());
            double seconds = meter.seconds();
            double cpuSeconds = meter.cpuSeconds();
            kept = outcome.state();
            long stateBytes = Meter.usedHeapBytes() - heapBefore;
            result.add("events_per_second", "M/s", workload.size() / seconds / 1e6)
                    .add("cpu_per_event", "us", cpuSeconds / workload.size() * 1e6)
                    .add("state_per_customer", "bytes", (double) stateBytes / workload.customerCount());
            if (run == 0) {
                score(outcome, workload, result);
            }
        }
        options.notes().println(kept == null ? "no state" : contender.id() + " done");
        return result;
    }

    /**
     * Whole: what opens and ends interventions comes late in the workload, and is compiled late. By itself, so that
     * nothing of it is kept while the state of a run is measured.
     */
    private static int warmed(Contender contender, Workload workload) {
        return contender.run(workload, workload.size()).openings().size();
    }

    private static void score(Contender.Outcome outcome, Workload workload, Result result) {
        IncidentScore score = IncidentScore.of(workload, outcome.openings());
        result.add("incidents", "of " + score.incidents(), score.found())
                .add("false_alarms", "openings", score.falseAlarms())
                .add("median_delay", "s", score.medianDelaySeconds());
    }

    private void measureBytes(Workload workload) {
        List<byte[]> blocks = workload.lines(lineCalls);
        RuleSet ruleSet = rules == null ? BenchOptions.missionRules() : BenchOptions.rulesOf(rules);
        BytesContender engine = new BytesContender(ruleSet);
        options.results()
                .write(measureBytes(
                        "plain-bytes",
                        blocks,
                        read -> PlainBytes.run(read, workload.customerCount(), workload.startMillis())));
        options.results().write(measureBytes("engine-from-bytes", blocks, engine::run));
    }

    /**
     * Warm by as many events as the contenders before: what reads lines is compiled anew several times on the way.
     *
     * @param contender reads blocks of lines into fresh state and says how many events they were
     */
    private Result measureBytes(String id, List<byte[]> blocks, ToLongFunction<List<byte[]>> contender) {
        long bytes = blocks.stream().mapToLong(block -> block.length).sum();
        Result result = parameters(id).with("megabytes", bytes >> 20);
        long warmed = 0;
        do {
            warmed += contender.applyAsLong(blocks);
        } while (warmed < calls);
        options.notes().println(id + ", warmed with " + warmed);
        for (int run = 0; run < options.runs(); run++) {
            Meter meter = new Meter();
            long events = contender.applyAsLong(blocks);
            result.add("events_per_second", "M/s", events / meter.seconds() / 1e6)
                    .add("cpu_per_event", "us", meter.cpuSeconds() / events * 1e6);
        }
        return result;
    }
}
