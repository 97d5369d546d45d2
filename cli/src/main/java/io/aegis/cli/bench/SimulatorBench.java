package io.aegis.cli.bench;

import io.aegis.simulator.delivery.StreamTarget;
import io.aegis.simulator.delivery.Target;
import io.aegis.simulator.run.CycleLog;
import io.aegis.simulator.run.Plan;
import io.aegis.simulator.run.Simulation;
import io.aegis.simulator.world.Population;
import io.aegis.simulator.world.WorldSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aegis bench simulator}: the world written as lines, to nowhere. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        description = "Events a second that the simulator writes as lines of the public schema.")
final class SimulatorBench implements Callable<Integer> {

    private static final long START_MILLIS = 1_761_955_200_000L;
    private static final long DAY_MILLIS = 86_400_000;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--customers", paramLabel = "N", defaultValue = "2000", description = "Customers (default: 2000).")
    private int customers;

    @Option(names = "--days", paramLabel = "N", defaultValue = "14", description = "Simulated days (default: 14).")
    private int days;

    @Override
    public Integer call() throws IOException {
        BenchOptions.atLeastOne("--customers", customers);
        BenchOptions.atLeastOne("--days", days);
        Result result = new Result("simulator")
                .with("customers", customers)
                .with("days", days)
                .with("seed", options.seed())
                .with("runs", options.runs());
        for (int run = 0; run <= options.runs(); run++) {
            Meter meter = new Meter();
            Lines lines = simulate();
            if (run > 0) {
                result.add("events_per_second", "M/s", lines.count / meter.seconds() / 1e6)
                        .add("cpu_per_event", "us", meter.cpuSeconds() / lines.count * 1e6)
                        .add("megabytes_per_second", "MB/s", lines.bytes / meter.seconds() / 1e6);
            }
        }
        options.results().write(result);
        return 0;
    }

    private Lines simulate() throws IOException {
        Lines lines = new Lines();
        WorldSettings settings =
                new WorldSettings(options.seed(), START_MILLIS, DAY_MILLIS, DAY_MILLIS, Population.usual(customers));
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (Target target = new StreamTarget(lines, true)) {
            new Simulation(
                            new Plan(settings, 0, days, true),
                            target,
                            new CycleLog(silent, Clock.systemUTC()),
                            () -> false)
                    .run(-1, "");
        }
        return lines;
    }

    /** Counts what it is given and keeps nothing. */
    private static final class Lines extends OutputStream {
        private long count;
        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
            count += value == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes += length;
            for (int index = offset; index < offset + length; index++) {
                count += buffer[index] == '\n' ? 1 : 0;
            }
        }
    }
}
