package io.aegis.cli.evaluate;

import io.aegis.cli.plot.Svg;
import io.aegis.simulator.score.Opening;
import io.aegis.simulator.score.RuleScore;
import io.aegis.simulator.truth.Episode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Draws a run, one image a rule: a row for each customer, bars for what was true, dots for what was opened. */
final class RunPlot {

    private static final int ROWS_MAX = 60;
    private static final int ROW = 16;
    private static final int LEFT = 120;
    private static final int WIDTH = 960;
    private static final int TOP = 56;

    private RunPlot() {}

    static void write(Path directory, Evaluation evaluation) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, RuleScore> entry : evaluation.scores().entrySet()) {
            plot(evaluation, entry.getKey(), entry.getValue())
                    .write(directory.resolve("seed-" + evaluation.seed() + "-" + entry.getKey() + ".svg"));
        }
    }

    private static Svg plot(Evaluation evaluation, String rule, RuleScore score) {
        Map<String, List<Episode>> truth = new TreeMap<>();
        evaluation.truth().stream()
                .filter(episode -> episode.kind().equals(rule) && episode.customer() != null)
                .forEach(episode -> truth.computeIfAbsent(String.valueOf(episode.customer()), c -> new ArrayList<>())
                        .add(episode));
        Map<String, List<Opening>> opened = new TreeMap<>();
        evaluation.openings().stream()
                .filter(opening -> opening.rule().equals(rule) && opening.customer() != null && !opening.held())
                .forEach(opening -> opened.computeIfAbsent(String.valueOf(opening.customer()), c -> new ArrayList<>())
                        .add(opening));
        // What is wrong comes first, so that it is seen where not all fit.
        Set<String> rows = new java.util.LinkedHashSet<>();
        score.falseAlarms().forEach(opening -> rows.add(String.valueOf(opening.customer())));
        score.missed().forEach(episode -> rows.add(String.valueOf(episode.customer())));
        rows.addAll(truth.keySet());
        rows.addAll(opened.keySet());
        List<String> shown = rows.stream().limit(ROWS_MAX).toList();
        Svg svg = new Svg(
                WIDTH,
                TOP + shown.size() * ROW + 32,
                "%s, seed %d: %d of %d customers".formatted(rule, evaluation.seed(), shown.size(), rows.size()));
        svg.box("band", LEFT, 34, 20, 8, "true").text("", LEFT + 26, 42, "true");
        svg.dot("good", LEFT + 90, 38, "right").text("", LEFT + 98, 42, "opened, right");
        svg.dot("bad", LEFT + 210, 38, "false").text("", LEFT + 218, 42, "opened, false");
        Set<Opening> wrong = new HashSet<>(score.falseAlarms());
        for (int row = 0; row < shown.size(); row++) {
            String customer = shown.get(row);
            double y = TOP + row * ROW;
            svg.text("end", LEFT - 8, y + 11, customer);
            for (Episode episode : truth.getOrDefault(customer, List.of())) {
                double from = x(evaluation, episode.onsetMillis());
                svg.box("band", from, y + 2, x(evaluation, episode.endMillis()) - from, ROW - 6, episode.cause());
            }
            for (Opening opening : opened.getOrDefault(customer, List.of())) {
                svg.dot(
                        wrong.contains(opening) ? "bad" : "good",
                        x(evaluation, opening.openedMillis()),
                        y + ROW / 2.0 - 1,
                        Instant.ofEpochMilli(opening.openedMillis()).toString());
            }
        }
        double bottom = TOP + shown.size() * ROW + 18.0;
        svg.text("", LEFT, bottom, day(evaluation.fromMillis()))
                .text("end", WIDTH - 16, bottom, day(evaluation.untilMillis()));
        return svg;
    }

    private static double x(Evaluation evaluation, long atMillis) {
        double share =
                (double) (atMillis - evaluation.fromMillis()) / (evaluation.untilMillis() - evaluation.fromMillis());
        return LEFT + (WIDTH - 16 - LEFT) * Math.clamp(share, 0, 1);
    }

    private static String day(long atMillis) {
        return Instant.ofEpochMilli(atMillis).toString().substring(0, 10);
    }
}
