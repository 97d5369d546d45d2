package io.aegis.server.dashboard.page;

import io.aegis.server.dashboard.chart.Sparkline;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The figures over the inbox.
 *
 * @param rates events a second over the last minute
 * @param rules every rule in force with what waits
 */
public record Figures(
        long customers, long events, double eventsPerSecond, List<Double> rates, long open, List<RuleCount> rules) {
    public Figures {
        rates = List.copyOf(rates);
        rules = List.copyOf(rules);
    }

    /** The last minute as a line. */
    public Sparkline rateLine() {
        return Sparkline.line(rates.stream().map(rate -> Math.round(rate * 10)).toList());
    }

    /** The same for the script that goes on with it. */
    public String rateList() {
        return rates.stream()
                .map(rate -> Double.toString(Math.round(rate * 10) / 10.0))
                .collect(Collectors.joining(" "));
    }

    /** How many interventions of a rule are open. */
    public record RuleCount(String rule, String title, long open) {}
}
