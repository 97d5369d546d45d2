package io.aegis.server.dashboard.page;

import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Tier;
import java.util.Arrays;
import java.util.List;

/** One thing to choose, as it stands in the address and as people read it. */
public record Choice(String value, String label) {

    public static final List<Choice> STATUSES = List.of(
            new Choice("", "Open"),
            new Choice("snoozed", "Snoozed"),
            new Choice("recovered", "Recovered"),
            new Choice("held", "Held back"),
            new Choice("ended", "Ended"),
            new Choice("all", "All"));

    public static final List<Choice> PRIORITIES = List.of(of("critical"), of("high"), of("medium"), of("low"));

    public static final List<Choice> TIERS = Arrays.stream(Tier.values())
            .map(tier -> new Choice(tier.id(), Wording.tier(tier.id())))
            .toList()
            .reversed();

    public static final List<Choice> STAGES =
            Arrays.stream(Stage.values()).map(stage -> of(stage.id())).toList();

    public static final List<Choice> HEALTHS = List.of(of("at_risk"), of("needs_attention"), of("healthy"), of("new"));

    public static final List<Choice> INBOX_ORDERS = List.of(
            new Choice("-priority", "Most urgent first"),
            new Choice("-risk", "Most money at risk"),
            new Choice("-mrr", "Highest revenue"),
            new Choice("opened_at", "Oldest first"));

    public static final List<Choice> SNOOZES = List.of(
            new Choice("PT1H", "1 hour"),
            new Choice("PT4H", "4 hours"),
            new Choice("PT24H", "1 day"),
            new Choice("PT72H", "3 days"),
            new Choice("PT168H", "1 week"));

    public static final List<Choice> DISMISSALS = List.of(
            new Choice("wrong", "Wrong: a false alarm"),
            new Choice("known", "Known: someone is on it"),
            new Choice("internal", "Internal or test customer"),
            new Choice("other", "Something else"));

    public static final List<Choice> OUTCOMES = List.of(
            new Choice("answered", "The customer answered"),
            new Choice("fixed", "It was fixed"),
            new Choice("no_reply", "No reply"),
            new Choice("other", "Something else"));

    public static Choice of(String id) {
        return new Choice(id, Wording.label(id));
    }
}
