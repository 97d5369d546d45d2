package io.aegis.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.simulator.delivery.Courier;
import io.aegis.simulator.truth.Episode;
import io.aegis.simulator.world.Company;
import io.aegis.simulator.world.Durations;
import io.aegis.simulator.world.Occurrence;
import io.aegis.simulator.world.World;
import io.aegis.simulator.world.WorldSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario files: what they say comes true, and what is wrong in them is told. */
final class ScenarioFileTest {

    private static final long START = Instant.parse("2025-11-01T00:00:00Z").toEpochMilli();
    private static final long DAY = Durations.DAY_MILLIS;

    @TempDir
    private Path directory = Path.of("");

    private Scenario read(String yaml) throws IOException {
        Path file = directory.resolve("scenario.yaml");
        Files.writeString(file, yaml);
        return ScenarioFile.read(file, 200, START);
    }

    private static World world(Scenario scenario) {
        return new World(new WorldSettings(3, START, DAY, 21 * DAY, scenario.population(), scenario.episodes()));
    }

    /** What arrives. */
    private static final class Arrived implements Courier.Addressee {
        private long calls;
        private long doubles;
        private long overtaken;
        private long latest;
        private final Set<Long> ids = new TreeSet<>();

        @Override
        public void call(Company company, long atMillis, int packed) {
            calls++;
            overtaken += atMillis < latest ? 1 : 0;
            latest = Math.max(latest, atMillis);
        }

        @Override
        public void identified(Company company, long atMillis, int packed, long id) {
            call(company, atMillis, packed);
            doubles += ids.add(id) ? 0 : 1;
        }

        @Override
        public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {}
    }

    @Test
    void shouldBringAboutWhatIsPlanned() throws IOException {
        Scenario scenario = read("""
            population: {customers: 30, errors_per_day: 0}
            episodes:
              - {customer: bigcorp-ltd, kind: error_debugging, cause: revoked_key, onset: 12d, duration: 6h, severity: 0.4}
              - {customer: atrisk-co, kind: retention_outreach, onset: 2025-11-03T00:00:00Z, duration: 5d, severity: -0.6}
              - {customer: any, kind: onboarding_check_in, onset: 4d, duration: 2d}
              - {kind: platform_incident, onset: 5d, duration: 1h, severity: 0.6}
            """);
        World world = world(scenario);
        world.runUntil(START + 14 * DAY, io.aegis.simulator.world.Occurrences.NONE);
        List<Episode> truth = world.truth();
        assertThat(truth).anySatisfy(episode -> {
            assertThat(episode.customer()).isEqualTo("bigcorp-ltd");
            assertThat(episode.cause()).isEqualTo("revoked_key");
            assertThat(episode.onsetMillis()).isEqualTo(START + 12 * DAY);
            assertThat(episode.endMillis()).isEqualTo(START + 12 * DAY + 6 * Durations.HOUR_MILLIS);
            assertThat(episode.severity()).isEqualTo(0.4);
            assertThat(episode.callsInEpisode()).isPositive();
        });
        assertThat(truth).anySatisfy(episode -> {
            assertThat(episode.customer()).isEqualTo("atrisk-co");
            assertThat(episode.kind()).isEqualTo(Episode.RETENTION);
            assertThat(episode.onsetMillis()).isEqualTo(START + 2 * DAY);
            assertThat(episode.severity()).isEqualTo(-0.6);
        });
        assertThat(truth).anySatisfy(episode -> {
            assertThat(episode.kind()).isEqualTo(Episode.ONBOARDING);
            assertThat(episode.onsetMillis()).isEqualTo(START + 4 * DAY);
            assertThat(episode.endMillis()).isEqualTo(START + 6 * DAY);
        });
        assertThat(truth)
                .filteredOn(episode -> episode.kind().equals(Episode.PLATFORM_INCIDENT))
                .singleElement()
                .satisfies(episode -> assertThat(episode.customer()).isNull());
    }

    @Test
    void shouldDeliverAsImperfectlyAsAsked() throws IOException {
        Scenario scenario = read("""
            population: {customers: 100}
            delivery: {late: 0.02, duplicated: 0.05, lost: 0.1, out_of_order: 0.03}
            """);
        World world = world(scenario);
        Arrived arrived = new Arrived();
        Courier courier = new Courier(scenario.delivery(), 3, arrived);
        world.runUntil(START, courier);
        courier.release(Long.MAX_VALUE);
        double made = world.companies().stream().mapToLong(Company::calls).sum();
        assertThat(arrived.doubles / made).isBetween(0.045, 0.055);
        assertThat((made - (arrived.calls - arrived.doubles)) / made).isBetween(0.09, 0.11);
        assertThat(arrived.overtaken / made).isBetween(0.05, 0.11);
    }

    @Test
    void shouldReadTheExampleOfTheDocs() throws IOException {
        Path example = Path.of("").toAbsolutePath();
        while (!Files.exists(example.resolve("docs/examples/scenario.yaml"))) {
            example = Objects.requireNonNull(example.getParent());
        }
        Scenario scenario = ScenarioFile.read(example.resolve("docs/examples/scenario.yaml"), 200, START);
        assertThat(scenario.population().customers()).isEqualTo(60);
        assertThat(scenario.episodes()).hasSize(4);
        assertThat(scenario.mark()).isNotEmpty();
    }

    @Test
    void shouldTellAllProblemsAtOnce() {
        assertThatThrownBy(() -> read("""
            populations: {customers: 3}
            episodes: [{onset: 3d}, {kind: error_debugging, duration: soon, severity: high}]
            delivery: {lost: 0.9, late: 0.9}
            """))
                .hasMessageContaining("populations is not known")
                .hasMessageContaining("episodes[0]: kind is missing")
                .hasMessageContaining("'soon' is not a duration")
                .hasMessageContaining("severity (\"high\") must be a number")
                .hasMessageContaining("together at most 1");
    }

    @Test
    void shouldRefuseUnknownCustomersKindsAndCauses() throws IOException {
        Scenario customer = read("episodes: [{customer: nobody, kind: error_debugging}]");
        Scenario kind = read("episodes: [{customer: atrisk-co, kind: boredom}]");
        Scenario cause = read("episodes: [{customer: atrisk-co, kind: error_debugging, cause: moon}]");
        assertThatThrownBy(() -> world(customer)).hasMessageContaining("no customer 'nobody'");
        assertThatThrownBy(() -> world(kind)).hasMessageContaining("'boredom'");
        assertThatThrownBy(() -> world(cause)).hasMessageContaining("'moon'").hasMessageContaining("revoked_key");
    }
}
