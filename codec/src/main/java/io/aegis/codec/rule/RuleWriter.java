package io.aegis.codec.rule;

import io.aegis.engine.rule.Priority;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.Rule.Action;
import io.aegis.engine.rule.Rule.Mode;
import io.aegis.engine.rule.Rule.Variant;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.rule.RuleSet.ExpectedStatus;
import java.math.BigDecimal;
import java.util.Locale;

/** Writes rules as a file. Texts are double-quoted, so that nothing in them can be taken for YAML. */
final class RuleWriter {

    private final StringBuilder out = new StringBuilder();

    private RuleWriter() {}

    static String write(RuleSet rules) {
        RuleWriter writer = new RuleWriter();
        writer.out.append(rules.rules().isEmpty() ? "rules: []\n" : "rules:\n");
        rules.rules().forEach(writer::rule);
        if (!rules.expected().isEmpty()) {
            writer.out.append("expected:\n");
            rules.expected().forEach(writer::expected);
        }
        return writer.out.toString();
    }

    private void rule(Rule rule) {
        out.append("  - id: ").append(rule.id()).append('\n');
        if (!rule.title().equals(RuleReader.titleOf(rule.id()))) {
            field("title", quoted(rule.title()));
        }
        if (rule.priority() != Priority.MEDIUM) {
            field("priority", rule.priority().id());
        }
        field("when", quoted(rule.when()));
        if (rule.clearWhen() != null) {
            field("clear_when", quoted(rule.clearWhen()));
        }
        millis("for", rule.forMillis(), 0);
        millis("keep_open_for", rule.keepOpenForMillis(), 0);
        millis("unknown_clear_after", rule.unknownClearAfterMillis(), RuleReader.UNKNOWN_CLEAR_AFTER_MILLIS);
        millis("settle_after", rule.settleAfterMillis(), Rule.NEVER);
        millis("cooldown", rule.cooldownMillis(), RuleReader.COOLDOWN_MILLIS);
        if (!rule.inhibits().isEmpty()) {
            field("inhibits", "[" + String.join(", ", rule.inhibits()) + "]");
        }
        if (rule.fleet() != null) {
            field("fleet", rule.fleet().toString());
        }
        lists(rule);
        handling(rule);
    }

    private void handling(Rule rule) {
        if (rule.mode() != Mode.ON) {
            field("mode", rule.mode().name().toLowerCase(Locale.ROOT));
        }
        if (!rule.autoClear()) {
            field("auto_clear", "false");
        }
        if (rule.approvalAuto()) {
            field("approval", "auto");
        }
        if (rule.holdoutShare() > 0) {
            field(
                    "holdout",
                    BigDecimal.valueOf(rule.holdoutShare())
                                    .movePointRight(2)
                                    .stripTrailingZeros()
                                    .toPlainString() + "%");
        }
    }

    private void lists(Rule rule) {
        if (!rule.overrides().isEmpty()) {
            out.append("    overrides:\n");
            for (Variant variant : rule.overrides()) {
                out.append("      - if: ").append(quoted(variant.condition())).append('\n');
                if (variant.when() != null) {
                    out.append("        when: ").append(quoted(variant.when())).append('\n');
                }
                if (variant.clearWhen() != null) {
                    out.append("        clear_when: ")
                            .append(quoted(variant.clearWhen()))
                            .append('\n');
                }
            }
        }
        if (!rule.actions().isEmpty()) {
            out.append("    actions:\n");
            for (Action action : rule.actions()) {
                out.append("      - type: ").append(action.type()).append('\n');
                if (action.template() != null) {
                    out.append("        template: ")
                            .append(quoted(action.template()))
                            .append('\n');
                }
            }
        }
    }

    private void expected(ExpectedStatus expected) {
        out.append("  - route: ").append(quoted(expected.route())).append('\n');
        out.append("    status: ").append(expected.status()).append('\n');
    }

    private void millis(String name, long millis, long unsaid) {
        if (millis != unsaid) {
            field(name, millis == Rule.NEVER ? "never" : Durations.write(millis));
        }
    }

    private void field(String name, String value) {
        out.append("    ").append(name).append(": ").append(value).append('\n');
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0xfeff || c == 0x2028 || c == 0x2029) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
