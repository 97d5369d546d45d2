package io.aegis.cli.simulate;

import io.aegis.cli.terminal.DurationConverter;
import io.aegis.cli.terminal.InstantConverter;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.simulator.world.Population;
import io.aegis.simulator.world.WorldSettings;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which world: the options that {@code simulate} and {@code evaluate} share. A picocli mixin. */
public final class WorldOptions {

    static final long DEFAULT_SEED = 42;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_SEED,
            description = "The world's seed; the same seed is the same world (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "200",
            description = "Customers besides the four named ones (default: ${DEFAULT-VALUE}).")
    private int customers;

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

    /** @param from the first live cycle, whatever was said */
    WorldSettings settings(Instant from) {
        try {
            return new WorldSettings(
                    seed, from.toEpochMilli(), lapse.toMillis(), backfill.toMillis(), Population.usual(customers));
        } catch (IllegalArgumentException e) {
            throw new WrongInput(String.valueOf(e.getMessage()), e);
        }
    }
}
