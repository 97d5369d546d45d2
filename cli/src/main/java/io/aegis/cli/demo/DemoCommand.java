package io.aegis.cli.demo;

import io.aegis.cli.serve.Farewell;
import io.aegis.cli.serve.ServerStart;
import io.aegis.cli.terminal.DurationConverter;
import io.aegis.cli.terminal.Interruption;
import io.aegis.cli.terminal.WorkFailure;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.server.RunningServer;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.simulator.SimulatorAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aegis demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "The whole thing on this machine: database, monitor, dashboard, and a simulator that drives it.")
public final class DemoCommand implements Callable<Integer> {

    private static final int WRONG = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8501",
            description = "Port of the dashboard, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the simulated world (default: 42).")
    private @Nullable Long seed;

    @Option(
            names = "--interval",
            paramLabel = "SPAN",
            converter = DurationConverter.class,
            description = "How long a cycle lasts (default: 30s).")
    private @Nullable Duration interval;

    @Option(
            names = "--lapse",
            paramLabel = "SPAN",
            converter = DurationConverter.class,
            description = "How much simulated time passes in a cycle (default: 24h).")
    private @Nullable Duration lapse;

    @Option(names = "--customers", paramLabel = "N", description = "Customers beside the named ones (default: 200).")
    private @Nullable Integer customers;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "aegis-data/demo",
            description = "Data directory; the next start goes on from it (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("aegis-data", "demo");

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter answers = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter notes = spec.commandLine().getErr();
        requireSense();
        SimulatorAddress control = SimulatorAddress.free();
        ServerOptions options = new ServerOptions(port, true, data, null, TimeMode.SOURCE, true, null, null, control);
        Farewell farewell = new Farewell();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        try (Interruption stop = Interruption.wakes(() -> ended.complete(0));
                RunningServer server = ServerStart.start(options)) {
            answers.println("Aegis demo is ready at " + server.url());
            answers.println("Ctrl+C stops it; the next start goes on from " + data);
            DemoWorld world = DemoWorld.of(data);
            List<String> arguments = simulatorArguments(server.url(), world, control);
            try (SimulatorProcess simulator = SimulatorProcess.start(arguments, control.token())) {
                world.keep();
                simulator.whenEnded(ended::complete);
                int status = ended.join();
                if (status == WRONG) {
                    return WRONG; // It has said why.
                }
                if (!stop.requested()) {
                    throw new WorkFailure("the simulator ended by itself (exit status " + status + ")");
                }
            }
            notes.println("aegis: " + farewell.of(server.monitor().status()));
        }
        return 0;
    }

    private void requireSense() {
        ServerStart.requirePort(port);
        if (customers != null && customers < 0) {
            throw new WrongInput(
                    "--customers (" + customers + ") is below 0: give how many customers the world begins with");
        }
        if (lapse != null && lapse.isZero()) {
            throw new WrongInput("--lapse (0) lets no time pass: give a span like 1h or 24h");
        }
    }

    private List<String> simulatorArguments(String url, DemoWorld world, SimulatorAddress control) {
        List<String> arguments = new ArrayList<>(List.of("--url", url));
        add(arguments, "--control", Integer.toString(control.port()));
        add(arguments, "--orders", data.resolve("simulator-orders.ndjson").toString());
        add(arguments, "--interval", interval == null ? null : interval.toMillis() + "ms");
        add(arguments, "--seed", world.settled("seed", seed));
        add(arguments, "--lapse", world.settled("lapse", lapse == null ? null : lapse.toMillis() + "ms"));
        add(arguments, "--customers", world.settled("customers", customers));
        return arguments;
    }

    private static void add(List<String> arguments, String option, @Nullable String value) {
        if (value != null) {
            arguments.add(option);
            arguments.add(value);
        }
    }
}
