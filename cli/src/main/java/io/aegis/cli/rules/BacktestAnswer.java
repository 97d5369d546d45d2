package io.aegis.cli.rules;

import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A backtest's answer for people: per rule how many, then what differs. */
final class BacktestAnswer {

    private BacktestAnswer() {}

    static void print(JsonNode answer, PrintWriter out) {
        out.println("History from %s to %s: %s events of %s customers"
                .formatted(
                        answer.path("from").asString(),
                        answer.path("to").asString(),
                        answer.path("events").asString(),
                        answer.path("customers").asString()));
        out.println("%-24s %10s %10s %10s %10s %10s".formatted("rule", "opened", "would open", "same", "gone", "new"));
        for (Map.Entry<String, JsonNode> rule : answer.path("rules").properties()) {
            JsonNode counts = rule.getValue();
            out.println("%-24s %10s %10s %10s %10s %10s"
                    .formatted(
                            rule.getKey(),
                            counts.path("opened_before").asString(),
                            counts.path("opened_after").asString(),
                            counts.path("same").asString(),
                            counts.path("only_before").asString(),
                            counts.path("only_after").asString()));
        }
        JsonNode differences = answer.path("differences");
        for (JsonNode difference : differences) {
            out.println("%-8s %-24s %s, opened %s, cleared %s"
                    .formatted(
                            difference.path("change").asString(),
                            difference.path("rule").asString(),
                            difference.path("customer").asString(),
                            difference.path("opened_at").asString("-"),
                            difference.path("cleared_at").asString("-")));
        }
        long more = answer.path("differences_total").asLong(differences.size()) - differences.size();
        if (more > 0) {
            out.println("and " + more + " more; --json has the first " + differences.size() + " too");
        }
    }
}
