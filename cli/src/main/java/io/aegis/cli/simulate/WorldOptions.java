package io.aegis.cli.simulate;

import io.aegis.cli.terminal.DurationConverter;
import io.aegis.cli.terminal.InstantConverter;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.simulator.delivery.Imperfection;
import io.aegis.simulator.scenario.Scenario;
import io.aegis.simulator.scenario.ScenarioFile;
import io.aegis.simulator.world.WorldSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which world: the options that {@code simulate} and {@code evaluate} share. A picocli mixin. */
public final class WorldOptions {

    static final long DEFAULT_SEED = 42;
    private static final int DEFAULT_CUSTOMERS = 200;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_SEED,
            description = "The world's seed; the same seed is the same world (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "Customers besides the four named ones (default: 200).")
    private @Nullable Integer customers;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "Population, planned episodes and delivery (YAML); see docs/simulator.md.")
    private @Nullable Path scenario;

    @Option(
            names = "--start",
            paramLabel = "T",
            defaultValue = "2025-11-01T00:00:00Z",
            converter = InstantConverter.class,
            description = "The first live cycle; history lies before it (default: ${DEFAULT-VALUE}).")
    private Instant start = Instant.EPOCH;

    @Option(
            names = "--lapse",
            paramLabel = "SPAN",
            defaultValue = "24h",
            converter = DurationConverter.class,
            description = "Time that one cycle stands for (default: ${DEFAULT-VALUE}).")
    private Duration lapse = Duration.ZERO;

    @Option(
            names = "--backfill",
            paramLabel = "SPAN",
            defaultValue = "21d",
            converter = DurationConverter.class,
            description = "History before the first live cycle (default: ${DEFAULT-VALUE}).")
    private Duration backfill = Duration.ZERO;

    Duration lapse() {
        return lapse;
    }

    Duration backfill() {
        return backfill;
    }

    /** The world that the options name. */
    public WorldSettings settings() {
        return settings(start);
    }

    /** How the scenario says that calls go astray. */
    public Imperfection delivery() {
        return scenario(start.toEpochMilli()).delivery();
    }

    /** A few digits that tell the scenario from others; empty without one. */
    String mark() {
        return scenario(start.toEpochMilli()).mark();
    }

    private Scenario scenario(long startMillis) {
        int others = customers == null ? DEFAULT_CUSTOMERS : customers;
        if (scenario == null) {
            return Scenario.usual(others);
        }
        try {
            Scenario read = ScenarioFile.read(scenario, others, startMillis);
            return customers == null ? read : read.with(others);
        } catch (IllegalArgumentException e) {
            throw new WrongInput(String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new WrongInput("no such file: " + e.getFile(), e);
        } catch (IOException e) {
            throw new WrongInput("%s cannot be read: %s".formatted(scenario, e.getMessage()), e);
        }
    }

    /** @param from the first live cycle, whatever was said */
    WorldSettings settings(Instant from) {
        try {
            Scenario of = scenario(from.toEpochMilli());
            return new WorldSettings(
                    seed, from.toEpochMilli(), lapse.toMillis(), backfill.toMillis(), of.population(), of.episodes());
        } catch (IllegalArgumentException e) {
            throw new WrongInput(String.valueOf(e.getMessage()), e);
        }
    }
}
