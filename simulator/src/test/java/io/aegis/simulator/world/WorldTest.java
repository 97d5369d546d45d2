package io.aegis.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.simulator.delivery.EventLines;
import io.aegis.simulator.truth.Episode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The world: the same from the same seed, in order, and of the shape that DOMAIN.md section 8 demands. */
final class WorldTest {

    private static final long START = Instant.parse("2025-11-01T00:00:00Z").toEpochMilli();
    private static final long DAY = Durations.DAY_MILLIS;

    private static WorldSettings settings(long seed, int customers) {
        return new WorldSettings(seed, START, DAY, 21 * DAY, Population.usual(customers));
    }

    /** Writes everything as a body would have it. */
    private static final class Written implements Occurrences {
        private final EventLines lines = new EventLines();
        private long latest = Long.MIN_VALUE;

        @Override
        public void call(Company company, long atMillis, int packed) {
            order(atMillis);
            lines.call(company, atMillis, packed);
        }

        @Override
        public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {
            order(atMillis);
            if (occurrence instanceof Occurrence.Line line) {
                lines.line(line.json());
            }
        }

        private void order(long atMillis) {
            assertThat(atMillis).isGreaterThanOrEqualTo(latest);
            latest = atMillis;
        }
    }

    @Test
    void shouldTellTheSameBytesHoweverItIsCutAndWhereverItRuns() {
        Written whole = new Written();
        World first = new World(settings(7, 40));
        first.runUntil(START, whole);

        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        Written cut = new Written();
        World second = new World(settings(7, 40));
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Stream lengths = Stream.of(1, 2, 3);
            for (long at = START - 21 * DAY; at < START; ) {
                at = Math.min(START, at + 1 + lengths.nextInt(9_000_000));
                second.runUntil(at, cut);
            }
            assertThat(second.truth()).isEqualTo(first.truth());
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
        assertThat(Arrays.equals(whole.lines.copy(), cut.lines.copy())).isTrue();
    }

    @Test
    void shouldTellAnotherWorldFromAnotherSeed() {
        Written one = new Written();
        Written other = new Written();
        new World(settings(7, 10)).runUntil(START - 20 * DAY, one);
        new World(settings(8, 10)).runUntil(START - 20 * DAY, other);
        assertThat(new String(one.lines.copy(), StandardCharsets.US_ASCII))
                .isNotEqualTo(new String(other.lines.copy(), StandardCharsets.US_ASCII));
    }

    @Test
    void shouldHaveTheSizesAndErrorRatesOfTheDomain() {
        World world = new World(settings(3, 2_000));
        long[] errors = new long[2_100];
        world.runUntil(START - 14 * DAY, new Occurrences() {
            @Override
            public void call(Company company, long atMillis, int packed) {
                errors[company.number()] += Calls.status(packed) >= 400 ? 1 : 0;
            }

            @Override
            public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {}
        });
        List<Double> daily = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (Company company : world.companies()) {
            if (company.calls() > 0 && company.number() >= 4) {
                daily.add(company.calls() / 7.0);
            }
            if (company.calls() > 2_000) {
                rates.add((double) errors[company.number()] / company.calls());
            }
        }
        assertThat(daily.stream().mapToDouble(d -> d).average().orElse(0)).isBetween(88.0, 115.0);
        assertThat(quantile(daily, 0.5)).isBetween(26.0, 35.0);
        assertThat(quantile(rates, 0.5)).isBetween(0.007, 0.014);
        assertThat(quantile(rates, 0.9)).isLessThan(0.07);
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) (share * (sorted.size() - 1)));
    }

    @Test
    void shouldTellTheStoryOfTheMissionWithAnySeed() {
        for (long seed = 1; seed <= 12; seed++) {
            World world = new World(settings(seed, 200));
            world.runUntil(START + 30 * DAY, Occurrences.NONE);
            List<Episode> truth = world.truth();
            String of = "seed " + seed;
            assertThat(count(truth, Episode.ERRORS, START, START + 10 * DAY))
                    .as(of)
                    .isGreaterThanOrEqualTo(2);
            assertThat(count(truth, Episode.RETENTION, START - 7 * DAY, START))
                    .as(of)
                    .isGreaterThanOrEqualTo(2);
            assertThat(count(truth, Episode.UPSELL, START - 7 * DAY, START))
                    .as(of)
                    .isGreaterThanOrEqualTo(2);
            assertThat(truth.stream()
                            .filter(e -> e.kind().equals(Episode.ONBOARDING)
                                    && e.onsetMillis() <= START
                                    && e.endMillis() >= START)
                            .count())
                    .as(of)
                    .isGreaterThanOrEqualTo(5);
            assertThat(truth.stream()
                            .filter(e -> e.kind().equals(Episode.RETENTION) && e.endMillis() < START + 16 * DAY))
                    .as("%s: declines that end by coming back", of)
                    .isNotEmpty();
        }
    }

    private static long count(List<Episode> truth, String kind, long from, long until) {
        return truth.stream()
                .filter(e -> e.kind().equals(kind) && e.onsetMillis() >= from && e.onsetMillis() < until)
                .count();
    }

    @Test
    void shouldCountEnoughEpisodesOfEachKind() {
        World world = new World(settings(5, 1_000));
        world.runUntil(START + 21 * DAY, Occurrences.NONE);
        Map<String, Integer> counted = new TreeMap<>();
        Map<String, Integer> all = new TreeMap<>();
        for (Episode episode : world.truth()) {
            all.merge(episode.kind(), 1, Integer::sum);
            counted.merge(episode.kind(), episode.countsForRecall() ? 1 : 0, Integer::sum);
        }
        assertThat(counted.keySet()).contains(Episode.ERRORS, Episode.ONBOARDING, Episode.RETENTION, Episode.UPSELL);
        assertThat(counted.values()).allMatch(number -> number >= 20, "at least 20 in " + counted);
    }

    @Test
    void shouldBeginNoUsageEpisodeInACustomersFirstTwoWeeks() {
        World world = new World(settings(9, 300));
        world.runUntil(START + 30 * DAY, Occurrences.NONE);
        for (Episode episode : world.truth()) {
            if (episode.kind().equals(Episode.RETENTION) || episode.kind().equals(Episode.UPSELL)) {
                assertThat(episode.onsetMillis()).isGreaterThanOrEqualTo(START - 7 * DAY);
            }
        }
    }
}
