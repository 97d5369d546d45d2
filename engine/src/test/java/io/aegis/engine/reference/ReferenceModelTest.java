package io.aegis.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.CustomerView;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine decides what its documentation says: on random histories it tells what a slow model tells that works out
 * everything anew at each event and each instant.
 *
 * <p>Left out are signals whose definition is an algorithm or an estimate (usage, surge, evidence, latency, health, the
 * usual gap, the pace of a quota), the fleet stage, silent sources, people's moves, overrides, {@code auto_clear: false}
 * and rules that are replaced; these have tests of their own.
 */
class ReferenceModelTest {

    /** Too few for the fleet stage to judge a source by. */
    private static final int CUSTOMERS = 3;

    private static final int DAYS = 10;
    /** Signals are compared after each so many entries. */
    private static final int BETWEEN_VIEWS = 20;

    private static final RuleSet RULES = ReferenceRules.all();

    @Test
    void shouldTellWhatTheModelTells() {
        compare(LongStream.rangeClosed(1, 3));
    }

    @Test
    @Tag("long")
    void shouldTellWhatTheModelTellsOfMany() {
        compare(LongStream.rangeClosed(101, 200));
    }

    private static void compare(LongStream seeds) {
        Map<String, Long> told = new TreeMap<>();
        seeds.forEach(seed -> {
            for (Change change : compare(seed)) {
                told.merge(change.rule() + " " + change.kind(), 1L, Long::sum);
                told.merge(change.reason(), 1L, Long::sum);
            }
        });
        for (Rule rule : RULES.rules()) {
            assertThat(told)
                    .as("a rule that never moves proves nothing")
                    .containsKeys(rule.id() + " opened", rule.id() + " cleared");
        }
        assertThat(told)
                .as("ways of the lifecycle")
                .containsKeys("condition_cleared", "no_more_data", "settled_lower", "customer_removed")
                .containsKeys("failing_1h held", "auth held", "settles released", "quieter reopened");
    }

    private static List<Change> compare(long seed) {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(RULES, recorder);
        List<ReferenceCustomer> model = new ArrayList<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            model.add(new ReferenceCustomer(RULES));
        }
        int entries = 0;
        for (Entry entry : ReferenceHistories.entries(seed, CUSTOMERS, DAYS)) {
            if (entry instanceof Entry.Event event
                    && model.get(event.customer()).leavesOpen(event.atMillis(), event.fact())) {
                continue;
            }
            engine.apply(entry);
            if (entry instanceof Entry.Tick tick) {
                model.forEach(each -> each.tick(tick.atMillis()));
            } else if (entry instanceof Entry.Event event) {
                model.get(event.customer()).event(event.atMillis(), event.fact());
            }
            if (++entries % BETWEEN_VIEWS == 0 && entry instanceof Entry.Event event) {
                compareSignals(engine, event.customer(), model.get(event.customer()), seed + " entry " + entries);
            }
        }
        List<Change> all = new ArrayList<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            compareChanges(
                    recorder.of(customer), model.get(customer).changes, "seed " + seed + " customer " + customer);
            all.addAll(model.get(customer).changes);
        }
        return all;
    }

    private static void compareChanges(List<Recorder.Change> told, List<Change> expected, String where) {
        for (Rule rule : RULES.rules()) {
            assertThat(Change.told(told, rule.id()))
                    .as("%s rule %s", where, rule.id())
                    .isEqualTo(expected.stream()
                            .filter(each -> each.rule().equals(rule.id()))
                            .toList());
        }
    }

    private static void compareSignals(Engine engine, int customer, ReferenceCustomer expected, String where) {
        assertThat(engine.knows(customer)).as("seed %s", where).isEqualTo(expected.known());
        if (!expected.known()) {
            return;
        }
        Map<String, Object> signals = engine.view(customer).signals();
        Moment moment = expected.now();
        for (String name : Moment.NAMES) {
            Object value = signals.get(name);
            assertThat(Change.words(CustomerView.UNKNOWN.equals(value) ? null : value))
                    .as("seed %s customer %d signal %s", where, customer, name)
                    .isEqualTo(Change.words(moment.of(name)));
        }
    }
}
