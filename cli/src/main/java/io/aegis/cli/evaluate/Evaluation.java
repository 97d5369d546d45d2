package io.aegis.cli.evaluate;

import io.aegis.engine.rule.RuleSet;
import io.aegis.simulator.run.Plan;
import io.aegis.simulator.score.MonitoredWorld;
import io.aegis.simulator.score.Opening;
import io.aegis.simulator.score.RuleScore;
import io.aegis.simulator.score.Scorer;
import io.aegis.simulator.truth.Episode;
import io.aegis.simulator.world.Company;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One world under one rule set, judged.
 *
 * @param bySize the same among small, middle and large customers
 * @param fromMillis where the world begins, up to {@code untilMillis}
 * @param customerMonths how long all customers were watched, in months of 30 days
 */
record Evaluation(
        long seed,
        int customers,
        long calls,
        double customerMonths,
        Map<String, RuleScore> scores,
        Map<String, Map<String, RuleScore>> bySize,
        List<Episode> truth,
        List<Opening> openings,
        long fromMillis,
        long untilMillis) {

    Evaluation {
        truth = List.copyOf(truth);
        openings = List.copyOf(openings);
    }

    private static final double MONTH_MILLIS = 30.0 * 86_400_000;

    /** Sizes by usual calls a day: below, and from the lower limit on. */
    private enum Size {
        SMALL("under 30 calls a day", 0, 30),
        MIDDLE("30 to 150", 30, 150),
        LARGE("over 150", 150, Double.MAX_VALUE);

        private final String words;
        private final double from;
        private final double below;

        Size(String words, double from, double below) {
            this.words = words;
            this.from = from;
            this.below = below;
        }
    }

    static Evaluation of(Plan plan, RuleSet rules) {
        MonitoredWorld monitored = new MonitoredWorld(plan, rules);
        monitored.run();
        long until = monitored.world().nowMillis();
        List<Episode> truth = monitored.truth();
        List<Opening> openings = monitored.openings();
        Scorer scorer = new Scorer(truth, openings, until);
        Map<String, Double> daily = new HashMap<>();
        for (Company company : monitored.world().companies()) {
            daily.put(company.id(), company.callsPerDay());
        }
        Map<String, Map<String, RuleScore>> bySize = new LinkedHashMap<>();
        for (Size size : Size.values()) {
            Map<String, RuleScore> scores = new LinkedHashMap<>();
            for (String kind : Scorer.KINDS) {
                scores.put(kind, scorer.score(kind, customer -> {
                    double calls = customer == null ? -1 : daily.getOrDefault(customer, -1.0);
                    return calls >= size.from && calls < size.below;
                }));
            }
            bySize.put(size.words, scores);
        }
        int customers = monitored.world().companies().size();
        double months = customers * ((until - plan.settings().beginMillis()) / MONTH_MILLIS);
        return new Evaluation(
                plan.settings().seed(),
                plan.settings().population().customers(),
                monitored.calls(),
                months,
                scorer.all(),
                bySize,
                truth,
                openings,
                plan.settings().beginMillis(),
                until);
    }
}
