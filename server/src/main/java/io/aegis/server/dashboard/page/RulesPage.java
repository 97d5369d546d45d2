package io.aegis.server.dashboard.page;

import io.aegis.engine.rule.Rule;
import java.util.List;

/**
 * The rules in force.
 *
 * @param yaml the file as it was written
 */
public record RulesPage(Shell shell, List<Line> lines, String yaml) {
    public RulesPage {
        lines = List.copyOf(lines);
    }

    /** What people call a rule of the file. */
    public String title(String ruleId) {
        return lines.stream()
                .map(Line::rule)
                .filter(rule -> rule.id().equals(ruleId))
                .findFirst()
                .map(Rule::title)
                .orElseGet(() -> Wording.label(ruleId));
    }

    /**
     * One rule with its live figures.
     *
     * @param wrong those among the dismissed that people called a false alarm
     */
    public record Line(
            Rule rule, long open, long snoozed, long held, long cleared, long resolved, long dismissed, long wrong) {

        /** All that it ever opened. */
        public long opened() {
            return open + snoozed + held + cleared + resolved + dismissed;
        }

        public String mode() {
            return switch (rule.mode()) {
                case ON -> "on";
                case SHADOW -> "shadow";
                case OFF -> "off";
            };
        }

        public String clears() {
            String condition = rule.clearWhen();
            return condition == null ? "the opposite of the above" : condition;
        }

        /** A length of time of the rule file in words. */
        public String span(long millis) {
            return millis == Rule.NEVER ? "never" : millis == 0 ? "at once" : Wording.span(millis);
        }
    }
}
