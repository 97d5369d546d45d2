package io.aegis.codec.rule;

import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.rule.RuleSet.ExpectedStatus;
import io.aegis.engine.rule.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a whole file and checks what only the rules together show: ids, inhibitions. */
final class RuleSetReader {

    static final List<String> FIELDS = List.of("rules", "expected");
    static final List<String> EXPECTED_FIELDS = List.of("route", "status");
    private static final int RULES_MAX = 200;
    private static final int EXPECTED_MAX = 1_000;

    private final Report report;
    private final String file;
    private final Map<String, Rule> byId = new LinkedHashMap<>();

    RuleSetReader(Report report, String file) {
        this.report = report;
        this.file = file;
    }

    RuleSet read(Node root) {
        Fields fields = Fields.of(root, "a rule file", FIELDS, report);
        fields.require("rules");
        List<Node> items = fields.items("rules", RULES_MAX);
        RuleReader reader = new RuleReader(report, file);
        List<Rule> rules = new ArrayList<>();
        for (Node item : items) {
            Rule rule = reader.read(item);
            rules.add(rule);
            if (!rule.id().isEmpty() && byId.putIfAbsent(rule.id(), rule) != null) {
                report.at(item, "there is already a rule " + rule.id() + "; ids must differ");
            }
        }
        for (int i = 0; i < items.size(); i++) {
            inhibitions(rules.get(i), items.get(i));
        }
        return new RuleSet(rules, expected(fields));
    }

    private void inhibitions(Rule rule, Node item) {
        Fields fields = Fields.of(item, "a rule", RuleReader.FIELDS, new Report());
        for (ScalarNode inhibited : fields.scalars("inhibits", Integer.MAX_VALUE)) {
            String id = inhibited.getValue();
            if (!byId.containsKey(id)) {
                report.at(
                        inhibited, "there is no rule " + id + " to hold back" + Spelling.didYouMean(id, byId.keySet()));
            } else if (id.equals(rule.id())) {
                report.at(inhibited, "a rule cannot hold itself back");
            } else if (reaches(id, rule.id(), new TreeSet<>())) {
                report.at(inhibited, rule.id() + " and " + id + " would hold each other back");
            }
        }
    }

    /** Whether {@code from} holds {@code to} back, directly or through others. */
    private boolean reaches(String from, String to, Set<String> seen) {
        Rule rule = byId.get(from);
        if (rule == null || !seen.add(from)) {
            return false;
        }
        for (String next : rule.inhibits()) {
            if (next.equals(to) || reaches(next, to, seen)) {
                return true;
            }
        }
        return false;
    }

    private List<ExpectedStatus> expected(Fields fields) {
        List<ExpectedStatus> expected = new ArrayList<>();
        for (Node item : fields.items("expected", EXPECTED_MAX)) {
            Fields entry = Fields.of(item, "an expected answer", EXPECTED_FIELDS, report);
            entry.require("route");
            entry.require("status");
            String route = entry.text("route");
            ScalarNode status = entry.scalar("status");
            if (route != null && !route.startsWith("/") && !route.startsWith("*")) {
                report.at(item, "the route " + route + " must start with / or *");
            }
            if (status != null && (!status.isPlain() || !status.getValue().matches("[1-5]\\d\\d"))) {
                report.at(status, "status is an HTTP status from 100 to 599, not " + status.getValue());
            } else if (route != null && status != null) {
                expected.add(new ExpectedStatus(route, Integer.parseInt(status.getValue())));
            }
        }
        return expected;
    }
}
