package io.aegis.engine.testing;

import io.aegis.engine.Entry;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.Move;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A history for hosts: events in the order of arrival, some of them late, ticks that do not wait for the late ones,
 * people's moves on what is open and on what is over, rules replaced twice, everyone checked now and then.
 *
 * <p>Times are such as a server takes: no event is a day ahead of the tick before it. Customers are numbered in the
 * order in which they first come up, as a directory does. The last entry is a check.
 *
 * @param rules in force at the beginning
 */
public record HostHistory(String name, RuleSet rules, List<Entry> entries) {

    private static final long HOUR = 3_600_000;
    private static final int CUSTOMERS = 8;
    /** Unanswered, what is open settles or ends in the days after the last event. */
    private static final int QUIET_DAYS = 40;

    @Override
    public String toString() {
        return name;
    }

    /** Events and ticks alone. */
    public static HostHistory plain(long seed, int days) {
        return new Maker(seed, Rules.mixed(), 0).make("events and ticks, seed " + seed, days);
    }

    /** The same with all that people do. */
    public static HostHistory withPeople(long seed, int days) {
        List<Rule> rules = new ArrayList<>();
        rules.add(Rules.rule(
                "failing_again",
                "errors >= 2",
                "errors < 1",
                "0s",
                "0s",
                "0s",
                Rule.NEVER,
                List.of("gone_quiet", "fixed_window", "reported", "trial_ending", "unpaid")));
        rules.addAll(Rules.mixed().rules());
        return new Maker(seed, Rules.gated(new RuleSet(rules, List.of())), 60)
                .make("with moves, checks and new rules, seed " + seed, days);
    }

    /** Carries out what it makes, so that moves can be made on what is there. */
    private static final class Maker {
        private final SplittableRandom random;
        private final RuleSet rules;
        /** A move comes after so many events on average; never if 0. */
        private final int moveEvery;

        private final List<Entry> entries = new ArrayList<>();
        private final Recorder recorder = new Recorder();
        private final Loop loop;
        private final Map<Integer, Integer> numbers = new LinkedHashMap<>();
        private long tick = Histories.START;

        Maker(long seed, RuleSet rules, int moveEvery) {
            this.random = new SplittableRandom(seed);
            this.rules = rules;
            this.moveEvery = moveEvery;
            this.loop = new Loop(rules, recorder);
        }

        HostHistory make(String name, int days) {
            List<Entry.Event> events = Histories.events(random.nextLong(), CUSTOMERS, days);
            add(new Entry.Tick(tick));
            for (int i = 0; i < events.size(); i++) {
                Entry.Event event = events.get(i);
                tickUpTo(event.atMillis());
                int number = numbers.computeIfAbsent(event.customer(), known -> numbers.size());
                add(new Entry.Event(number, event.source(), event.atMillis(), event.fact()));
                if (moveEvery > 0) {
                    people(i, events.size());
                }
            }
            for (int day = 0; day < QUIET_DAYS; day++) {
                tick += 24 * HOUR;
                add(new Entry.Tick(tick));
            }
            add(new Entry.Check());
            return new HostHistory(name, rules, List.copyOf(entries));
        }

        private void tickUpTo(long atMillis) {
            while (tick + HOUR < atMillis) {
                tick += 1 + random.nextLong(3 * HOUR);
                tick = Math.min(tick, atMillis);
                add(new Entry.Tick(tick));
            }
        }

        private void people(int event, int events) {
            if (event == events / 3) {
                add(new Entry.RulesReplaced(other()));
            } else if (event == events * 2 / 3) {
                add(new Entry.RulesReplaced(rules));
            }
            if (random.nextInt(moveEvery * 5) == 0) {
                add(new Entry.Check());
            }
            List<Intervention> known = random.nextInt(moveEvery) == 0 ? known() : List.of();
            if (!known.isEmpty()) {
                // Most often one of the latest, which is open more often than the others.
                int back = random.nextInt(3) == 0
                        ? random.nextInt(known.size())
                        : random.nextInt(Math.min(6, known.size()));
                Intervention one = known.get(known.size() - 1 - back);
                String actor = random.nextBoolean() ? "ana" : "kim";
                add(new Entry.Command(one.customer(), one.id(), move(), actor));
                if (random.nextInt(3) == 0) {
                    add(new Entry.Command(one.customer(), one.id(), new Move.Undo(), actor));
                }
            }
        }

        private List<Intervention> known() {
            Map<String, Intervention> byId = new LinkedHashMap<>();
            recorder.changes().values().stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingLong(change -> change.entry().atMillis()))
                    .forEach(change -> byId.put(change.now().id(), change.now()));
            return List.copyOf(byId.values());
        }

        private Move move() {
            return switch (random.nextInt(7)) {
                case 0 -> new Move.Acknowledge();
                case 1 -> new Move.Assign(random.nextBoolean() ? "bo" : "");
                case 2 -> new Move.Comment();
                case 3 -> new Move.Snooze(tick + random.nextLong(30 * HOUR) - HOUR);
                case 4 -> new Move.Dismiss("known");
                case 5 -> new Move.Resolve("fixed");
                default -> new Move.Undo();
            };
        }

        /** Without every third rule, and with one that was not there. */
        private RuleSet other() {
            List<Rule> kept = new ArrayList<>();
            for (int i = 0; i < rules.rules().size(); i++) {
                if (i % 3 != 2) {
                    kept.add(rules.rules().get(i));
                }
            }
            kept.add(Rules.rule("any_failure", "errors >= 1", "errors == 0", "1h", "0s", "2h"));
            return new RuleSet(kept, List.of());
        }

        private void add(Entry entry) {
            entries.add(entry);
            loop.apply(entry);
        }
    }
}
