package io.aegis.server.dashboard.page;

import java.util.List;

/**
 * The figures over the inbox.
 *
 * @param rules every rule in force with what waits
 */
public record Figures(long customers, long events, double eventsPerSecond, long open, List<RuleCount> rules) {
    public Figures {
        rules = List.copyOf(rules);
    }

    /** How many interventions of a rule are open. */
    public record RuleCount(String rule, String title, long open) {}
}
