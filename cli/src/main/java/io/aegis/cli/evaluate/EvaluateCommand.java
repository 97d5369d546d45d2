package io.aegis.cli.evaluate;

import io.aegis.cli.labelled.SeriesCommand;
import io.aegis.cli.rules.RuleText;
import io.aegis.cli.simulate.SimulateCommand;
import io.aegis.cli.simulate.WorldOptions;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.rule.RuleSet;
import io.aegis.simulator.run.Plan;
import io.aegis.simulator.score.RuleScore;
import io.aegis.simulator.world.WorldSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aegis evaluate}: how well rules see a world whose truth is known. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        subcommands = SeriesCommand.class,
        description = "Simulates, monitors, and compares with the truth: precision, recall and delay of each rule.")
public final class EvaluateCommand implements Callable<Integer> {

    private static final double LEFT_OUT_SHARE_MAX = 0.15;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private WorldOptions world = new WorldOptions();

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "" + SimulateCommand.DEFAULT_FILE_CYCLES,
            description = "Live days after the history (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rule file instead of the shipped one; given twice, the two are compared.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "1",
            description = "Evaluate K seeds from --seed on and give means with 95 %% intervals.")
    private int seeds;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--list", description = "Also list each false alarm and each missed episode.")
    private boolean list;

    @Option(names = "--plots", paramLabel = "DIR", description = "Write plots of each run there, one SVG a rule.")
    private @Nullable Path plots;

    @Override
    public Integer call() throws IOException {
        if (days < 1 || seeds < 1 || rules.size() > 2) {
            throw new WrongInput("--days (%d) and --seeds (%d) must be at least 1, --rules (%d) given at most twice"
                    .formatted(days, seeds, rules.size()));
        }
        List<RuleSet> sets = new ArrayList<>();
        for (Path file : rules) {
            sets.add(RuleText.rules(file));
        }
        if (sets.isEmpty()) {
            sets.add(RuleFile.shipped());
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<List<Evaluation>> all = new ArrayList<>();
        for (RuleSet set : sets) {
            all.add(evaluate(set));
        }
        if (json) {
            out.println(EvaluationJson.text(all, days));
        } else {
            for (int i = 0; i < all.size(); i++) {
                out.println(rules.isEmpty() ? "Rules as shipped" : "Rules of " + rules.get(i));
                EvaluationTable.print(all.get(i), days, list, out);
            }
        }
        out.flush();
        if (plots != null) {
            for (int i = 0; i < all.size(); i++) {
                Path of = all.size() == 1 ? plots : plots.resolve("rules-" + (i + 1));
                for (Evaluation evaluation : all.get(i)) {
                    RunPlot.write(of, evaluation);
                }
            }
        }
        warn(all.getFirst());
        return 0;
    }

    private List<Evaluation> evaluate(RuleSet set) {
        List<Evaluation> evaluations = new ArrayList<>();
        WorldSettings first = world.settings();
        for (int i = 0; i < seeds; i++) {
            WorldSettings settings = new WorldSettings(
                    first.seed() + i,
                    first.startMillis(),
                    first.lapseMillis(),
                    first.backfillMillis(),
                    first.population(),
                    first.episodes());
            long cycles = Math.ceilDiv(days * 86_400_000L, settings.lapseMillis());
            evaluations.add(Evaluation.of(new Plan(settings, 0, cycles, true, world.delivery()), set));
        }
        return evaluations;
    }

    private void warn(List<Evaluation> evaluations) {
        int episodes = 0;
        int leftOut = 0;
        for (Evaluation evaluation : evaluations) {
            for (Map.Entry<String, RuleScore> score : evaluation.scores().entrySet()) {
                episodes += score.getValue().episodes();
                leftOut += score.getValue().leftOut();
            }
        }
        if (leftOut > LEFT_OUT_SHARE_MAX * episodes) {
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getErr()
                    .println(
                            "aegis: %d of %d episodes are left out of recall, more than %.0f %%; give more --days or larger customers"
                                    .formatted(leftOut, episodes, LEFT_OUT_SHARE_MAX * 100));
        }
    }
}
