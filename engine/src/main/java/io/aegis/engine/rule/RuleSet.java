package io.aegis.engine.rule;

import java.util.List;

/**
 * The rules in force together, in file order.
 *
 * @param expected answers that are no errors
 */
public record RuleSet(List<Rule> rules, List<ExpectedStatus> expected) {

    public RuleSet {
        rules = List.copyOf(rules);
        expected = List.copyOf(expected);
    }

    /**
     * A status that a route answers by design.
     *
     * @param route exact, or with {@code *} for any run of characters
     */
    public record ExpectedStatus(String route, int status) {}
}
