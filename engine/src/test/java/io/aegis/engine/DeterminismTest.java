package io.aegis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.testing.Histories;
import io.aegis.engine.testing.Loop;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A history is what happened, never how it was cut: ticks between due instants, restarts at any record and other
 * customers change nothing, byte for byte.
 */
class DeterminismTest {

    private static final int CUSTOMERS = 8;
    private static final int DAYS = 45;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTellTheSameHistoryHoweverItIsCut(long seed) {
        List<Entry.Event> events = Histories.events(seed, CUSTOMERS, DAYS);
        Recorder plain = run(Histories.ticked(events, 0, 0), 0, 0);
        for (int cut = 1; cut <= 4; cut++) {
            List<Entry> entries = Histories.ticked(events, seed * 31 + cut, cut % 2 == 0 ? 0.9 : 0.05);
            Recorder other = run(entries, seed + cut, cut / 400.0);
            assertThat(other.changes().keySet()).isEqualTo(plain.changes().keySet());
            for (int customer : plain.changes().keySet()) {
                assertThat(other.of(customer)).as("customer %d", customer).isEqualTo(plain.of(customer));
            }
        }
    }

    /** A check looks at every rule of everyone; without it a rule is looked at only where it could match. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTellTheSameHistoryHoweverOftenRulesAreLookedAt(long seed) {
        List<Entry.Event> events = Histories.events(seed, CUSTOMERS, DAYS);
        Recorder seldom = run(List.copyOf(events), 0, 0);
        Recorder always = new Recorder();
        Engine engine = new Engine(Rules.mixed(), always);
        for (Entry.Event event : events) {
            engine.apply(event);
            engine.apply(new Entry.Check());
        }
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            assertThat(seldom.of(customer)).as("customer %d", customer).isEqualTo(always.of(customer));
        }
    }

    @Test
    void shouldMakeEveryRuleOpenAndClearSomewhere() {
        long[] opened = new long[Rules.mixed().rules().size()];
        long[] cleared = new long[opened.length];
        for (long seed = 1; seed <= 5; seed++) {
            Recorder recorder = run(Histories.ticked(Histories.events(seed, CUSTOMERS, DAYS), 0, 0), 0, 0);
            for (int i = 0; i < opened.length; i++) {
                String rule = Rules.mixed().rules().get(i).id();
                opened[i] += recorder.count(rule, "opened");
                cleared[i] += recorder.count(rule, "cleared");
            }
        }
        for (int i = 0; i < opened.length; i++) {
            String rule = Rules.mixed().rules().get(i).id();
            assertThat(opened[i]).as("%s opened", rule).isPositive();
            assertThat(cleared[i]).as("%s cleared", rule).isPositive();
        }
    }

    @Test
    void shouldNotDependOnOtherCustomers() {
        List<Entry.Event> events = Histories.events(7, CUSTOMERS, DAYS);
        Recorder together = run(List.copyOf(events), 0, 0);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            int one = customer;
            Recorder alone = new Recorder();
            Engine engine = new Engine(Rules.mixed(), alone);
            events.stream().filter(event -> event.customer() == one).forEach(engine::apply);
            assertThat(alone.of(customer)).isEqualTo(together.of(customer));
        }
    }

    /** Applies the entries, restarting from snapshots before a share of them. */
    private static Recorder run(List<Entry> entries, long seed, double restarts) {
        Recorder recorder = new Recorder();
        new Loop(Rules.mixed(), recorder).run(entries, seed, restarts);
        return recorder;
    }
}
