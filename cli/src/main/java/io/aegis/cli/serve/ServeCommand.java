package io.aegis.cli.serve;

import io.aegis.cli.terminal.Interruption;
import io.aegis.server.RunningServer;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aegis serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the server: doors for events, monitor, dashboard. Closed by default: make a token first.")
public final class ServeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration (YAML): sources, limits, plans.")
    private @Nullable Path config;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8501",
            description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "aegis-data",
            description = "Data directory, made when missing (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("aegis-data");

    @Option(
            names = "--time",
            paramLabel = "wall|source",
            defaultValue = "wall",
            description = "Where time comes from: the clock, or one sender's ticks (default: ${DEFAULT-VALUE}).")
    private TimeMode time = TimeMode.WALL;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules to put in force; otherwise those in force stay.")
    private @Nullable Path rules;

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            defaultValue = "${env:AEGIS_DATABASE}",
            description = "A PostgreSQL of yours, also as AEGIS_DATABASE; without it one runs in the data directory.")
    private @Nullable String database;

    @Option(names = "--loopback", description = "Listen on this machine only.")
    private boolean loopback;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter answers = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter notes = spec.commandLine().getErr();
        ServerStart.requirePort(port);
        Farewell farewell = new Farewell();
        try (Interruption stop = Interruption.wakes(() -> {})) {
            ServerOptions options = new ServerOptions(port, loopback, data, database, time, false, config, rules);
            try (RunningServer server = ServerStart.start(options)) {
                answers.println("Aegis is ready at " + server.url());
                stop.await();
                notes.println("aegis: " + farewell.of(server.monitor().status()));
            }
            notes.println("aegis: everything accepted is in " + data);
        }
        return 0;
    }
}
