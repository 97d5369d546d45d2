package io.aegis.cli.bench;

import io.aegis.cli.rules.RuleText;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that all benchmarks share. A picocli mixin. */
final class BenchOptions {

    /** The four rules of the mission, on by default. */
    private static final Set<String> MISSION =
            Set.of("error_debugging", "onboarding_check_in", "retention_outreach", "upsell_suggestion");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object a benchmark.")
    private boolean json;

    @Option(names = "--markdown", description = "Print tables for a page of the docs.")
    private boolean markdown;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs that count, after one that does not (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the workload (default: 1).")
    private long seed;

    ResultWriter results() {
        ResultWriter.Form form =
                json ? ResultWriter.Form.JSON : markdown ? ResultWriter.Form.MARKDOWN : ResultWriter.Form.TABLE;
        return new ResultWriter(Objects.requireNonNull(spec).commandLine().getOut(), form);
    }

    /** For progress. */
    PrintWriter notes() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    int runs() {
        if (runs < 1) {
            throw new WrongInput("--runs (" + runs + ") is below 1");
        }
        return runs;
    }

    long seed() {
        return seed;
    }

    static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new WrongInput(option + " (" + value + ") is below 1");
        }
        return value;
    }

    static RuleSet missionRules() {
        RuleSet all = RuleFile.shipped();
        return new RuleSet(
                all.rules().stream().filter(rule -> MISSION.contains(rule.id())).toList(), all.expected());
    }

    /** The shipped rules, all of them on. */
    static RuleSet allRules() {
        RuleSet all = RuleFile.shipped();
        return new RuleSet(all.rules().stream().map(BenchOptions::on).toList(), all.expected());
    }

    /** The change detector alone. */
    static RuleSet surgeRule() {
        return RuleFile.read("""
                rules:
                  - id: error_surge
                    when: error_surge
                """);
    }

    static RuleSet rulesOf(Path file) {
        try {
            return RuleText.rules(file);
        } catch (IOException fault) {
            throw new WrongInput("--rules (" + file + ") cannot be read: " + fault.getMessage(), fault);
        }
    }

    private static Rule on(Rule rule) {
        return new Rule(
                rule.id(),
                rule.title(),
                rule.priority(),
                rule.when(),
                rule.clearWhen(),
                rule.forMillis(),
                rule.keepOpenForMillis(),
                rule.unknownClearAfterMillis(),
                rule.settleAfterMillis(),
                rule.cooldownMillis(),
                rule.inhibits(),
                rule.fleet(),
                rule.overrides(),
                Rule.Mode.ON,
                rule.autoClear(),
                rule.approvalAuto(),
                rule.holdoutShare(),
                rule.actions());
    }
}
