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
                        answer.path("from").asString("-"),
                        answer.path("to").asString("-"),
                        answer.path("events").asString("-"),
                        answer.path("customers").asString("-")));
        out.println("%-24s %10s %10s %10s %10s %10s %10s"
                .formatted("rule", "opened", "would open", "same", "changed", "gone", "new"));
        for (Map.Entry<String, JsonNode> rule : answer.path("rules").properties()) {
            JsonNode counts = rule.getValue();
            out.println("%-24s %10s %10s %10s %10s %10s %10s"
                    .formatted(
                            rule.getKey(),
                            counts.path("opened_before").asString("0"),
                            counts.path("opened_after").asString("0"),
                            counts.path("same").asString("0"),
                            counts.path("changed").asString("0"),
                            counts.path("only_before").asString("0"),
                            counts.path("only_after").asString("0")));
        }
        JsonNode differences = answer.path("differences");
        for (JsonNode difference : differences) {
            out.println("%-8s %-24s %s, opened %s, cleared %s"
                    .formatted(
                            difference.path("change").asString("-"),
                            difference.path("rule").asString("-"),
                            difference.path("customer").asString("-"),
                            time(difference.path("opened_at")),
                            time(difference.path("cleared_at"))));
        }
        long more = answer.path("differences_total").asLong(differences.size()) - differences.size();
        if (more > 0) {
            out.println("and " + more + " more; --json has the first " + differences.size() + " too");
        }
    }

    private static String time(JsonNode time) {
        return time.isString() ? time.asString() : "-";
    }
}
