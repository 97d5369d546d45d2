package io.aegis.server.dashboard.page;

import io.aegis.server.projection.CustomerRow;
import io.aegis.server.simulator.Comparison;
import io.aegis.server.simulator.SimulatorState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A demo's simulator: its pace, what to cause, and the truth beside what was found.
 *
 * @param state null if it does not answer
 * @param beside null likewise
 * @param customers to choose from
 * @param rules ids of the rules that are on
 * @param said what became of the last wish, null for nothing to say
 */
public record SimulatorPage(
        Shell shell,
        @Nullable SimulatorState state,
        @Nullable Comparison beside,
        List<CustomerRow> customers,
        Set<String> rules,
        @Nullable String said) {

    public static final List<Choice> SPEEDS = List.of(
            new Choice("0.25", "¼×"),
            new Choice("0.5", "½×"),
            new Choice("1", "1×"),
            new Choice("2", "2×"),
            new Choice("4", "4×"),
            new Choice("10", "10×"));

    public static final List<Choice> INCIDENTS = List.of(
            new Choice("error_spike", "Error spike: a bad release, 35 % of calls fail"),
            new Choice("key_revoked", "Key revoked: 401 on all routes"),
            new Choice("silence", "Silence: not a single call"),
            new Choice("growth", "Growth: usage doubles"),
            new Choice("decline", "Decline: usage falls by 60 %"),
            new Choice("platform_outage", "Platform outage: 503 for everyone"));

    public SimulatorPage {
        customers = List.copyOf(customers);
        rules = Set.copyOf(rules);
    }

    public boolean chosen(Choice speed) {
        return state != null && Double.parseDouble(speed.value()) == state.speed();
    }

    /** How bad it is, as its kind measures it. */
    public String measure(Comparison.Line line) {
        double severity = line.episode().severity();
        return switch (line.episode().kind()) {
            case "error_debugging", "platform_incident" -> Wording.percent(severity) + " of calls fail";
            case "retention_outreach", "upsell_suggestion" ->
                String.format(Locale.ROOT, "usage %+.0f%%", severity * 100);
            case "gone_quiet" -> "no call";
            default -> "";
        };
    }

    /** What the monitor made of it, in words. */
    public String verdict(Comparison.Line line) {
        Comparison.Finding found = line.found();
        Duration delay = line.delay();
        if (found != null && delay != null) {
            String when = delay.toSeconds() <= 0 ? "at once" : "after " + Wording.span(delay.toMillis());
            return (found.status().equals("held") ? "held back " : "found ") + when;
        }
        String kind = line.episode().kind();
        if (!kind.equals("platform_incident") && !rules.contains(kind)) {
            return "no rule for it is on";
        }
        if (!line.episode().provable()) {
            return line.episode().lasts() ? "not enough to prove yet" : "too small to ask for";
        }
        return line.episode().lasts() ? "not found yet" : "missed";
    }
}
