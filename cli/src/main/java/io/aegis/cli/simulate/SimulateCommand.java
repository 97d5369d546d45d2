package io.aegis.cli.simulate;

import io.aegis.cli.terminal.DurationConverter;
import io.aegis.cli.terminal.Interruption;
import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.simulator.control.ControlDoor;
import io.aegis.simulator.delivery.DeliveryException;
import io.aegis.simulator.delivery.HttpTarget;
import io.aegis.simulator.delivery.LineForm;
import io.aegis.simulator.delivery.StreamTarget;
import io.aegis.simulator.delivery.Target;
import io.aegis.simulator.run.CycleLog;
import io.aegis.simulator.run.OrderFile;
import io.aegis.simulator.run.Plan;
import io.aegis.simulator.run.Simulation;
import io.aegis.simulator.run.Steering;
import io.aegis.simulator.truth.TruthFile;
import io.aegis.simulator.world.WorldSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aegis simulate}: a seeded world of API customers, driven against a server or written to a file. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Simulates the customers of an API company, against a running server or into a file.")
public final class SimulateCommand implements Callable<Integer> {

    /** Cycles of a file where none are said; also the days that {@code evaluate} covers. */
    public static final int DEFAULT_FILE_CYCLES = 42;

    private static final int FILE_BUFFER_BYTES = 1 << 18;

    @Mixin
    private WorldOptions world = new WorldOptions();

    @Mixin
    private ServerAddress server = new ServerAddress();

    @Option(
            names = "--interval",
            paramLabel = "SPAN",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "Wall time of one cycle; 0: as fast as the target takes it (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ZERO;

    @Option(names = "--cycles", paramLabel = "N", description = "Live cycles; without it until stopped, 42 for --out.")
    private @Nullable Long cycles;

    @Option(names = "--out", paramLabel = "FILE", description = "Write events to a file, or - for standard output.")
    private @Nullable String out;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "events",
            description = "For --out: events, or the calls alone as an access log, combined or json.")
    private LineForm format = LineForm.EVENTS;

    @Option(names = "--truth", paramLabel = "FILE", description = "Write what was true, one episode a line.")
    private @Nullable Path truth;

    @Option(
            names = "--control",
            paramLabel = "PORT",
            description =
                    "Let a demo's page steer this run through a loopback port; AEGIS_CONTROL_TOKEN holds the token.")
    private @Nullable Integer control;

    @Option(
            names = "--orders",
            paramLabel = "FILE",
            description = "Where what people cause is kept, so that the world is the same when it is run again.")
    private @Nullable Path orders;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (cycles != null && cycles < 0) {
            throw new WrongInput("--cycles (%d) must not be negative".formatted(cycles));
        }
        if (truth != null) {
            // Said at once, not after hours.
            Files.writeString(truth, "");
        }
        try {
            if (out == null && format != LineForm.EVENTS) {
                throw new WrongInput("--format (%s) is for files; give --out FILE as well"
                        .formatted(format.name().toLowerCase(Locale.ROOT)));
            }
            if (out != null) {
                toFile(out);
            } else {
                toServer();
            }
        } catch (DeliveryException e) {
            String message = String.valueOf(e.getMessage());
            throw e.usage() ? new WrongInput(message, e) : new WorkFailure(message, e);
        } catch (UncheckedIOException e) {
            throw new WorkFailure("writing %s failed: %s".formatted(out, e.getMessage()), e);
        }
        return 0;
    }

    private void toFile(String file) throws IOException {
        if (server.given()) {
            throw new WrongInput("--out and --url exclude each other; leave one of them out");
        }
        WorldSettings settings = world.settings();
        boolean events = format == LineForm.EVENTS;
        // A line of an access log has no id by which a doubled one is known again.
        Plan plan = new Plan(
                settings,
                0,
                cycles == null ? DEFAULT_FILE_CYCLES : cycles,
                events,
                events ? world.delivery() : world.delivery().once(),
                format);
        boolean standard = file.equals("-");
        OutputStream stream = standard ? System.out : open(Path.of(file));
        try (Target target = new StreamTarget(new BufferedOutputStream(stream, FILE_BUFFER_BYTES), !standard)) {
            run(plan, target, standard ? System.err : System.out, -1, "");
        }
    }

    private static OutputStream open(Path file) throws IOException {
        OutputStream stream = Files.newOutputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(stream) : stream;
    }

    private void toServer() throws IOException, InterruptedException {
        PrintStream log = System.out;
        CycleLog warnings = log(log);
        try (HttpTarget target = new HttpTarget(server.base(), server.token(), warnings::warning)) {
            ServerWorld there = ServerWorld.ask(target);
            boolean present = world.lapse().equals(interval) && world.backfill().isZero();
            if (!there.sourceTime() && !present) {
                throw new WrongInput(("the server at %s runs in wall time; give --lapse equal to --interval and"
                                + " --backfill 0d, or start the server with --time source")
                        .formatted(server.base()));
            }
            WorldSettings settings = there.sourceTime()
                    ? world.settings()
                    : world.settings(Clock.systemUTC().instant());
            String name = ServerWorld.name(settings, world.mark());
            there.check(name);
            Plan plan = new Plan(
                    settings,
                    interval.toMillis(),
                    cycles == null ? Plan.ENDLESS : cycles,
                    there.sourceTime(),
                    world.delivery());
            String mark = there.sourceTime() && !there.marked()
                    ? ServerWorld.markLine(name, Math.max(settings.beginMillis(), there.nowMillis()))
                    : "";
            run(plan, target, log, there.nowMillis(), mark);
        }
    }

    private static CycleLog log(PrintStream stream) {
        return new CycleLog(new PrintStream(stream, true, StandardCharsets.UTF_8), Clock.systemUTC());
    }

    private static String controlToken() {
        String token = System.getenv("AEGIS_CONTROL_TOKEN");
        if (token == null || token.isEmpty()) {
            throw new WrongInput("--control needs a token in AEGIS_CONTROL_TOKEN; ./aegis demo gives one by itself");
        }
        return token;
    }

    private OrderFile orderFile() throws IOException {
        try {
            return orders == null ? OrderFile.none() : OrderFile.of(orders);
        } catch (IllegalArgumentException e) {
            throw new WrongInput(String.valueOf(e.getMessage()), e);
        }
    }

    private void run(Plan plan, Target target, PrintStream log, long nowMillis, String mark) throws IOException {
        Steering steering = new Steering();
        ControlDoor door = control == null ? null : ControlDoor.open(control, controlToken(), steering);
        try (Interruption stop = Interruption.wakes(() -> {})) {
            Simulation simulation = new Simulation(plan, target, log(log), stop::requested, steering, orderFile());
            simulation.run(nowMillis, mark);
            if (truth != null) {
                TruthFile.write(truth, simulation.truth());
            }
        } finally {
            if (door != null) {
                door.close();
            }
        }
    }
}
