package io.aegis.cli.evaluate;

import io.aegis.simulator.score.RuleScore;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Evaluations as one JSON object, in the shape that the interfaces promise. */
final class EvaluationJson {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final double DIGITS = 10_000;

    private EvaluationJson() {}

    /** @param all by rule file, then by seed; further files and seeds stand beside the first under their own names */
    static String text(List<List<Evaluation>> all, int days) {
        ObjectNode root = object(all.getFirst().getFirst(), days);
        if (all.size() > 1) {
            root.set("compared_rules", rules(all.get(1).getFirst()));
        }
        if (all.getFirst().size() > 1) {
            ArrayNode seeds = root.putArray("seeds");
            all.getFirst().forEach(evaluation -> seeds.add(object(evaluation, days)));
            if (all.size() > 1) {
                ArrayNode compared = root.putArray("compared_seeds");
                all.get(1).forEach(evaluation -> compared.add(object(evaluation, days)));
            }
        }
        return root.toString();
    }

    private static ObjectNode object(Evaluation evaluation, int days) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("seed", evaluation.seed());
        root.put("customers", evaluation.customers());
        root.put("days", days);
        root.set("rules", rules(evaluation));
        return root;
    }

    private static ObjectNode rules(Evaluation evaluation) {
        ObjectNode rules = MAPPER.createObjectNode();
        for (Map.Entry<String, RuleScore> entry : evaluation.scores().entrySet()) {
            RuleScore score = entry.getValue();
            ObjectNode rule = rules.putObject(entry.getKey());
            rule.put("episodes", score.episodes());
            rule.put("left_out", score.leftOut());
            rule.put("opened", score.opened());
            rule.put("true_positives", score.truePositives());
            number(rule, "precision", score.precision());
            number(rule, "recall", score.recall());
            number(rule, "f1", score.f1());
            delays(rule.putObject("open_delay_seconds"), score.openDelaysSeconds());
            delays(rule.putObject("clear_delay_seconds"), score.clearDelaysSeconds());
        }
        return rules;
    }

    private static void delays(ObjectNode node, List<Double> ascending) {
        number(node, "median", RuleScore.quantile(ascending, 0.5));
        number(node, "p95", RuleScore.quantile(ascending, 0.95));
    }

    /** What does not exist is null, not a number. */
    private static void number(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, Math.round(value * DIGITS) / DIGITS);
        }
    }
}
