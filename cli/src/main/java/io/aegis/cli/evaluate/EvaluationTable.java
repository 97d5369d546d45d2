package io.aegis.cli.evaluate;

import io.aegis.simulator.score.Opening;
import io.aegis.simulator.score.RuleScore;
import io.aegis.simulator.score.Scorer;
import io.aegis.simulator.truth.Episode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Evaluations as tables for people. */
final class EvaluationTable {

    private static final String ROW = "%-20s %8s %8s %7s %6s %9s %7s %7s %10s %10s %10s %10s%n";
    /** Two-sided 95 % quantiles of Student's t by degrees of freedom, from 1 on. */
    private static final double[] T95 = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131
    };

    private static final double NORMAL95 = 1.96;

    private EvaluationTable() {}

    static void print(List<Evaluation> evaluations, int days, boolean list, PrintWriter out) {
        for (Evaluation evaluation : evaluations) {
            out.printf(
                    Locale.ROOT,
                    "seed %d, %d customers, %d live days, %d calls%n",
                    evaluation.seed(),
                    evaluation.customers(),
                    days,
                    evaluation.calls());
            one(evaluation, out);
            if (list) {
                list(evaluation, out);
            }
        }
        if (evaluations.size() > 1) {
            means(evaluations, out);
        }
    }

    private static void one(Evaluation evaluation, PrintWriter out) {
        out.printf(
                ROW,
                "rule",
                "episodes",
                "left out",
                "opened",
                "true",
                "precision",
                "recall",
                "f1",
                "open",
                "open p95",
                "clear",
                "false/mon");
        for (Map.Entry<String, RuleScore> entry : evaluation.scores().entrySet()) {
            row(entry.getKey(), entry.getValue(), evaluation.customerMonths(), out);
        }
        out.println("by size of customer: precision / recall (openings, episodes)");
        for (Map.Entry<String, Map<String, RuleScore>> size :
                evaluation.bySize().entrySet()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-20s", size.getKey()));
            for (Map.Entry<String, RuleScore> entry : size.getValue().entrySet()) {
                RuleScore score = entry.getValue();
                line.append(String.format(
                        Locale.ROOT,
                        "  %s %s/%s (%d, %d)",
                        entry.getKey().substring(0, entry.getKey().indexOf('_')),
                        share(score.precision()),
                        share(score.recall()),
                        score.opened(),
                        score.episodes()));
            }
            out.println(line);
        }
    }

    private static void row(String rule, RuleScore score, double customerMonths, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                ROW,
                rule,
                score.episodes(),
                score.leftOut(),
                score.opened(),
                score.truePositives(),
                share(score.precision()),
                share(score.recall()),
                share(score.f1()),
                span(RuleScore.quantile(score.openDelaysSeconds(), 0.5)),
                span(RuleScore.quantile(score.openDelaysSeconds(), 0.95)),
                span(RuleScore.quantile(score.clearDelaysSeconds(), 0.5)),
                String.format(Locale.ROOT, "%.4f", score.falseAlarms().size() / customerMonths));
    }

    private static void list(Evaluation evaluation, PrintWriter out) {
        for (Map.Entry<String, RuleScore> entry : evaluation.scores().entrySet()) {
            for (Opening opening : entry.getValue().falseAlarms()) {
                out.printf(
                        Locale.ROOT,
                        "false  %-20s %-14s opened %s%n",
                        entry.getKey(),
                        opening.customer(),
                        Instant.ofEpochMilli(opening.openedMillis()));
            }
            for (Episode episode : entry.getValue().missed()) {
                out.printf(
                        Locale.ROOT,
                        "missed %-20s %-14s %s to %s, %s, severity %.2f, %d calls%n",
                        entry.getKey(),
                        episode.customer(),
                        Instant.ofEpochMilli(episode.onsetMillis()),
                        Instant.ofEpochMilli(episode.endMillis()),
                        episode.cause(),
                        episode.severity(),
                        episode.callsInEpisode());
            }
        }
    }

    private static void means(List<Evaluation> evaluations, PrintWriter out) {
        out.printf(Locale.ROOT, "mean of %d seeds, with 95 %% interval%n", evaluations.size());
        for (String kind : Scorer.KINDS) {
            out.printf(
                    Locale.ROOT,
                    "%-20s precision %s  recall %s  f1 %s%n",
                    kind,
                    mean(evaluations, kind, RuleScore::precision),
                    mean(evaluations, kind, RuleScore::recall),
                    mean(evaluations, kind, RuleScore::f1));
        }
    }

    private static String mean(List<Evaluation> evaluations, String kind, ToDoubleFunction<RuleScore> figure) {
        List<Double> values = new ArrayList<>();
        for (Evaluation evaluation : evaluations) {
            RuleScore score = evaluation.scores().get(kind);
            double value = score == null ? Double.NaN : figure.applyAsDouble(score);
            if (!Double.isNaN(value)) {
                values.add(value);
            }
        }
        int n = values.size();
        double mean = values.stream().mapToDouble(value -> value).sum() / Math.max(1, n);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double t = n - 2 >= T95.length ? NORMAL95 : n < 2 ? 0 : T95[n - 2];
        double half = n < 2 ? 0 : t * Math.sqrt(squares / (n - 1) / n);
        return String.format(Locale.ROOT, "%.3f ± %.3f", mean, half);
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String span(double seconds) {
        if (Double.isNaN(seconds)) {
            return "-";
        }
        Duration duration = Duration.ofSeconds(Math.round(Math.abs(seconds)));
        String sign = seconds < 0 ? "-" : "";
        if (duration.toHours() >= 48) {
            return String.format(Locale.ROOT, "%s%.1fd", sign, duration.toMinutes() / 1440.0);
        }
        return duration.toMinutes() >= 120
                ? String.format(Locale.ROOT, "%s%.1fh", sign, duration.toSeconds() / 3600.0)
                : String.format(Locale.ROOT, "%s%.1fm", sign, duration.toSeconds() / 60.0);
    }
}
