package io.aegis.codec.rule;

import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.rule.RuleTestCase.Expectation;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.event.Fact;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.engine.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one test through an engine of its own and compares. */
final class RuleTrial implements Outputs {

    private final RuleSet rules;
    private final RuleTestCase test;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Intervention> interventions = new LinkedHashMap<>();

    RuleTrial(RuleSet rules, RuleTestCase test) {
        this.rules = rules;
        this.test = test;
    }

    RuleTests.Result run() {
        Engine engine = new Engine(rules, this);
        for (PublicEvent event : test.events()) {
            engine.apply(new Entry.Tick(event.atMillis()));
            engine.apply(new Entry.Event(number(event.customer()), 0, event.atMillis(), event.fact()));
        }
        engine.apply(new Entry.Tick(test.untilMillis()));
        return new RuleTests.Result(test.name(), differences());
    }

    private int number(String customer) {
        return numbers.computeIfAbsent(customer, name -> {
            names.add(name);
            return names.size() - 1;
        });
    }

    /** Expected and seen ones of the same customer and rule are compared in the order of their opening. */
    private List<String> differences() {
        List<Intervention> seen = new ArrayList<>();
        for (Intervention each : interventions.values()) {
            if (test.only().isEmpty() || test.only().contains(each.rule())) {
                seen.add(each);
            }
        }
        List<String> differences = new ArrayList<>();
        for (Expectation expected : test.expectations()) {
            Intervention match = seen.stream()
                    .filter(one -> one.rule().equals(expected.rule())
                            && names.get(one.customer()).equals(expected.customer()))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                differences.add("line " + expected.line() + ": expected " + expected.rule() + " for "
                        + expected.customer() + ", and there was none");
            } else {
                seen.remove(match);
                compare(expected, match, differences);
            }
        }
        seen.forEach(one -> differences.add("not expected: " + told(one)));
        return differences;
    }

    private void compare(Expectation expected, Intervention seen, List<String> differences) {
        List<String> wrong = new ArrayList<>();
        expected.openedAtMillis().ifPresent(at -> {
            if (at != seen.openedAtMillis()) {
                wrong.add("opened_at " + time(at));
            }
        });
        if (expected.cleared() != null) {
            long at = expected.cleared().atMillis().orElse(Fact.UNKNOWN);
            if (at != seen.clearedAtMillis()) {
                wrong.add("cleared_at " + time(at));
            }
        }
        if (expected.status() != null && !expected.status().equals(seen.status().id())) {
            wrong.add("status " + expected.status());
        }
        if (expected.endReason() != null && !expected.endReason().equals(seen.endReason())) {
            wrong.add("end_reason " + expected.endReason());
        }
        if (expected.reopenings() != null && expected.reopenings() != seen.reopenings()) {
            wrong.add("reopenings " + expected.reopenings());
        }
        if (!wrong.isEmpty()) {
            differences.add(
                    "line " + expected.line() + ": expected " + String.join(", ", wrong) + ", and got " + told(seen));
        }
    }

    private String told(Intervention one) {
        StringBuilder told = new StringBuilder()
                .append(one.rule())
                .append(" for ")
                .append(names.get(one.customer()))
                .append(", status ")
                .append(one.status().id())
                .append(", opened_at ")
                .append(time(one.openedAtMillis()))
                .append(", cleared_at ")
                .append(time(one.clearedAtMillis()));
        if (one.endReason() != null) {
            told.append(", end_reason ").append(one.endReason());
        }
        if (one.reopenings() > 0) {
            told.append(", reopenings ").append(one.reopenings());
        }
        return told.append(" (").append(one.reason()).append(')').toString();
    }

    private String time(long millis) {
        if (millis == Fact.UNKNOWN) {
            return "none";
        }
        long offset = millis - test.startMillis();
        return (offset < 0 ? "-" : "+") + Durations.write(Math.abs(offset)) + " (" + Instant.ofEpochMilli(millis) + ")";
    }

    @Override
    public void intervention(Intervention now, TimelineEntry entry) {
        interventions.put(now.id(), now);
    }

    @Override
    public void customer(int customer) {
        // Only interventions are compared.
    }

    @Override
    public void refused(Entry.Command command, String reason) {
        throw new IllegalStateException("a test sends no command (" + command + "): " + reason);
    }
}
