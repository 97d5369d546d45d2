package io.aegis.codec.rule;

import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.rule.RuleTestCase.Cleared;
import io.aegis.codec.rule.RuleTestCase.Expectation;
import io.aegis.engine.intervention.Status;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.rule.Spelling;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one test of a test file. */
final class RuleTestReader {

    private static final List<String> FIELDS = List.of("name", "start", "events", "until", "only", "expect");
    private static final List<String> EXPECT_FIELDS =
            List.of("customer", "rule", "opened_at", "cleared_at", "status", "end_reason", "reopenings");
    private static final List<String> STATUSES =
            Arrays.stream(Status.values()).map(Status::id).toList();
    /** A Monday. */
    private static final long START_MILLIS =
            Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    private static final long AFTER_LAST_EVENT_MILLIS = Durations.parse("49h");
    private static final String NONE = "none";
    private static final int ITEMS_MAX = 10_000;

    private final Report report;
    private final List<String> ruleIds;

    RuleTestReader(Report report, RuleSet rules) {
        this.report = report;
        this.ruleIds = rules.rules().stream().map(Rule::id).toList();
    }

    RuleTestCase read(Node node) {
        Fields fields = Fields.of(node, "a test", FIELDS, report);
        fields.require("name");
        fields.require("events");
        fields.require("expect");
        ScalarNode startNode = fields.scalar("start");
        long start = startNode == null ? START_MILLIS : instant(startNode, START_MILLIS);
        List<PublicEvent> events = new ArrayList<>();
        RuleTestEvents reader = new RuleTestEvents(report, start);
        for (Node item : fields.items("events", ITEMS_MAX)) {
            reader.read(item, events);
        }
        events.sort(Comparator.comparingLong(PublicEvent::atMillis));
        ScalarNode untilNode = fields.scalar("until");
        long last = events.isEmpty() ? start : events.getLast().atMillis();
        long until = untilNode == null ? last + AFTER_LAST_EVENT_MILLIS : instant(untilNode, start);
        if (until < last) {
            report.at(untilNode == null ? node : untilNode, "until lies before the last event");
        }
        List<Expectation> expectations = new ArrayList<>();
        for (Node item : fields.items("expect", ITEMS_MAX)) {
            expectations.add(expectation(item, start));
        }
        return new RuleTestCase(String.valueOf(fields.text("name")), start, events, until, only(fields), expectations);
    }

    private List<String> only(Fields fields) {
        List<String> only = new ArrayList<>();
        for (ScalarNode scalar : fields.scalars("only", ITEMS_MAX)) {
            knownRule(scalar);
            only.add(scalar.getValue());
        }
        return only;
    }

    private Expectation expectation(Node node, long start) {
        Fields fields = Fields.of(node, "an expected intervention", EXPECT_FIELDS, report);
        fields.require("customer");
        fields.require("rule");
        ScalarNode rule = fields.scalar("rule");
        if (rule != null) {
            knownRule(rule);
        }
        ScalarNode opened = fields.scalar("opened_at");
        ScalarNode reopenings = fields.scalar("reopenings");
        if (reopenings != null && !reopenings.getValue().matches("\\d{1,6}")) {
            report.at(reopenings, "reopenings is a number, not " + reopenings.getValue());
            reopenings = null;
        }
        return new Expectation(
                node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1),
                String.valueOf(fields.text("customer")),
                rule == null ? "" : rule.getValue(),
                opened == null ? OptionalLong.empty() : OptionalLong.of(instant(opened, start)),
                cleared(fields.scalar("cleared_at"), start),
                fields.has("status") ? fields.word("status", "open", STATUSES) : null,
                fields.text("end_reason"),
                reopenings == null ? null : (Integer) Integer.parseInt(reopenings.getValue()));
    }

    private @Nullable Cleared cleared(@Nullable ScalarNode scalar, long start) {
        if (scalar == null) {
            return null;
        }
        return new Cleared(
                scalar.getValue().equals(NONE) ? OptionalLong.empty() : OptionalLong.of(instant(scalar, start)));
    }

    private void knownRule(ScalarNode rule) {
        if (!ruleIds.contains(rule.getValue())) {
            report.at(rule, "there is no rule " + rule.getValue() + Spelling.didYouMean(rule.getValue(), ruleIds));
        }
    }

    /** RFC 3339, or an offset from the start. */
    private long instant(ScalarNode scalar, long start) {
        try {
            return instant(scalar.getValue(), start);
        } catch (IllegalArgumentException e) {
            report.at(scalar, String.valueOf(e.getMessage()));
            return start;
        }
    }

    /** @throws IllegalArgumentException with what is wrong with the text */
    static long instant(String text, long start) {
        if (text.startsWith("+")) {
            return start + Durations.parse(text.substring(1));
        }
        if (text.startsWith("-")) {
            return start - Durations.parse(text.substring(1));
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time; write +20m for 20 minutes after the start, or 2026-01-05T00:20:00Z", e);
        }
    }
}
