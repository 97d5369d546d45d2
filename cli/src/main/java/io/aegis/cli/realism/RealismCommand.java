package io.aegis.cli.realism;

import io.aegis.cli.replay.CallLog;
import io.aegis.cli.simulate.WorldOptions;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.simulator.world.Calls;
import io.aegis.simulator.world.Company;
import io.aegis.simulator.world.Occurrence;
import io.aegis.simulator.world.Occurrences;
import io.aegis.simulator.world.Population;
import io.aegis.simulator.world.World;
import io.aegis.simulator.world.WorldSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aegis simulate realism}: how far the world is from a real log. */
@Command(
        name = "realism",
        mixinStandardHelpOptions = true,
        description = "Lays a simulated world beside a real log: distances of their distributions, and plots.")
public final class RealismCommand implements Callable<Integer> {

    private static final long WEEK_MILLIS = 7 * 86_400_000L;
    private static final long SPAN_MAX_MILLIS = 4 * WEEK_MILLIS;
    private static final long SPAN_MIN_MILLIS = 3_600_000L;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "LOG", arity = "1..*", description = "Access logs or events; gzip is unpacked.")
    private List<Path> files = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "Format of the logs; guessed if not given.")
    private @Nullable String format;

    @Option(names = "--customer-field", paramLabel = "F", description = "Field of the logs that names the customer.")
    private @Nullable String customerField;

    @Option(names = "--plots", paramLabel = "DIR", description = "Write the plots there, as SVG.")
    private @Nullable Path plots;

    @Option(
            names = "--fit",
            paramLabel = "FILE",
            description = "Make the world like the log first: its sizes and sessions; write them there, as a scenario.")
    private @Nullable Path fit;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Override
    public Integer call() throws IOException {
        CommandSpec of = Objects.requireNonNull(spec);
        PrintWriter out = of.commandLine().getOut();
        Shape log = new Shape();
        CallLog.read(files, format, customerField, of.commandLine().getErr(), log::call);
        if (log.calls() < 2) {
            throw new WrongInput(files.getFirst() + " holds no two calls: name a log of single calls");
        }
        WorldSettings settings = options.settings();
        if (fit != null) {
            settings = fitted(settings, log, fit);
            of.commandLine().getErr().println("aegis: the scenario is in " + fit);
        }
        Shape world = world(settings, log);
        double[] distances = {
            Distance.ofSamples(
                    RealismPlots.relative(world.callsPerCustomer()), RealismPlots.relative(log.callsPerCustomer())),
            Distance.ofCounts(world.statusClasses(), log.statusClasses()),
            Distance.ofCounts(world.hoursOfWeek(), log.hoursOfWeek()),
            Distance.ofCounts(world.gaps(), log.gaps())
        };
        if (json) {
            out.printf(
                    Locale.ROOT,
                    "{\"calls\":{\"world\":%d,\"log\":%d},\"customers\":{\"world\":%d,\"log\":%d},\"ks\":{\"calls_per_customer\":%.4f,\"status_mix\":%.4f,\"hour_of_week\":%.4f,\"inter_arrival\":%.4f}}%n",
                    world.calls(),
                    log.calls(),
                    world.customers(),
                    log.customers(),
                    distances[0],
                    distances[1],
                    distances[2],
                    distances[3]);
        } else {
            table(out, world, log, distances);
        }
        if (plots != null) {
            RealismPlots.write(plots, world, log);
            of.commandLine().getErr().println("aegis: plots are in " + plots);
        }
        out.flush();
        return 0;
    }

    private static WorldSettings fitted(WorldSettings settings, Shape log, Path file) throws IOException {
        Population like = new Fit(log, population -> world(settings.with(population), log)).like(settings.population());
        Files.writeString(file, Fit.scenario(like));
        return settings.with(like);
    }

    /** The world over a span as long as the log's that begins at the same hour of the week. */
    private static Shape world(WorldSettings settings, Shape log) {
        long span = Math.clamp(log.lastMillis() - log.firstMillis(), SPAN_MIN_MILLIS, SPAN_MAX_MILLIS);
        long from = settings.startMillis() + Math.floorMod(log.firstMillis() - settings.startMillis(), WEEK_MILLIS);
        Shape shape = new Shape();
        World world = new World(settings);
        world.runUntil(from, Occurrences.NONE);
        world.runUntil(from + span, new Occurrences() {
            @Override
            public void call(Company company, long atMillis, int packed) {
                shape.call(company.id(), atMillis, Calls.status(packed));
            }

            @Override
            public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {
                // Logs hold calls only.
            }
        });
        return shape;
    }

    private static void table(PrintWriter out, Shape world, Shape log, double[] distances) {
        out.printf(Locale.ROOT, "%-22s %12s %12s%n", "", "world", "log");
        out.printf(Locale.ROOT, "%-22s %12d %12d%n", "calls", world.calls(), log.calls());
        out.printf(Locale.ROOT, "%-22s %12d %12d%n", "customers that called", world.customers(), log.customers());
        long[] a = world.statusClasses();
        long[] b = log.statusClasses();
        for (int i = 1; i < 5; i++) {
            out.printf(
                    Locale.ROOT,
                    "%-22s %11.2f%% %11.2f%%%n",
                    "status " + (i + 1) + "xx",
                    100.0 * a[i] / Math.max(1, world.calls()),
                    100.0 * b[i] / Math.max(1, log.calls()));
        }
        out.printf(Locale.ROOT, "%-22s %12s %12s%n", "gap, median", gap(world), gap(log));
        out.printf(
                "log from %s to %s%n", Instant.ofEpochMilli(log.firstMillis()), Instant.ofEpochMilli(log.lastMillis()));
        out.println("Kolmogorov-Smirnov distance (0 the same, 1 nothing in common)");
        String[] names = {"calls per customer", "status mix", "hour of week", "inter-arrival"};
        for (int i = 0; i < names.length; i++) {
            out.printf(Locale.ROOT, "  %-20s %.3f%n", names[i], distances[i]);
        }
    }

    private static String gap(Shape shape) {
        long[] gaps = shape.gaps();
        long sum = 0;
        for (long count : gaps) {
            sum += count;
        }
        long upTo = 0;
        for (int bin = 0; bin < gaps.length; bin++) {
            upTo += gaps[bin];
            if (2 * upTo >= sum) {
                return String.format(Locale.ROOT, "%.0f s", Shape.gapSeconds(bin));
            }
        }
        return "-";
    }
}
