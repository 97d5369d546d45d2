package io.aegis.cli.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aegis bench}: lists the benchmarks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures how fast the parts are on this machine.",
        subcommands = {
            EngineBench.class,
            MemoryBench.class,
            CheckBench.class,
            DetectorBench.class,
            IngestBench.class,
            OtlpBench.class,
            LatencyBench.class,
            StreamBench.class,
            RecoveryBench.class,
            SimulatorBench.class
        })
public final class BenchCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec command = Objects.requireNonNull(spec);
        throw new ParameterException(
                command.commandLine(),
                "no benchmark given, one of: "
                        + String.join(", ", command.subcommands().keySet()));
    }
}
