package io.aegis.simulator.world;

import java.util.List;

/**
 * What makes one world this one and no other.
 *
 * @param startMillis the first live cycle
 * @param lapseMillis what one cycle stands for
 * @param backfillMillis history before the first live cycle
 * @param episodes besides those of the life stories
 */
public record WorldSettings(
        long seed,
        long startMillis,
        long lapseMillis,
        long backfillMillis,
        Population population,
        List<Planned> episodes) {

    /** A cycle this long or longer is made in blocks of an hour, a shorter one in blocks of a minute. */
    private static final long HOURLY_FROM_LAPSE_MILLIS = 6 * Durations.HOUR_MILLIS;

    public WorldSettings {
        episodes = List.copyOf(episodes);
        if (lapseMillis < Durations.SECOND_MILLIS) {
            throw new IllegalArgumentException(
                    "a cycle of %d ms is too short; choose a --lapse of at least 1s".formatted(lapseMillis));
        }
        if (population.customers() < 0 || population.customers() > 4_000_000) {
            throw new IllegalArgumentException(
                    "--customers (%d) must lie between 0 and 4000000".formatted(population.customers()));
        }
    }

    /** A world without planned episodes. */
    public WorldSettings(long seed, long startMillis, long lapseMillis, long backfillMillis, Population population) {
        this(seed, startMillis, lapseMillis, backfillMillis, population, List.of());
    }

    /** The same with other companies. */
    public WorldSettings with(Population others) {
        return new WorldSettings(seed, startMillis, lapseMillis, backfillMillis, others, episodes);
    }

    /** Where history begins. */
    public long beginMillis() {
        return startMillis - backfillMillis;
    }

    long blockMillis() {
        return lapseMillis >= HOURLY_FROM_LAPSE_MILLIS ? Durations.HOUR_MILLIS : Durations.MINUTE_MILLIS;
    }
}
