package io.aegis.cli.rules;

import io.aegis.codec.rule.RuleFile;
import io.aegis.codec.rule.RuleFileException;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aegis rules check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a rule file and tells every problem at its line and column.",
            "Exit status 0: it can be used; 2: it cannot."
        })
public final class CheckCommand implements Callable<Integer> {

    private static final int WRONG = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The rule file.")
    private @Nullable Path file;

    @Option(names = "--shipped", description = "Prints the rules that ship with Aegis, to start a file from.")
    private boolean shipped;

    @Option(names = "--schema", description = "Prints the JSON Schema of rule files, for editors.")
    private boolean schema;

    @Override
    public Integer call() throws IOException {
        PrintWriter answers = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter notes = spec.commandLine().getErr();
        if (shipped || schema) {
            answers.print(shipped ? RuleFile.shippedText() : RuleFile.schemaText());
            answers.flush();
            return 0;
        }
        if (file == null) {
            notes.println("aegis: name a rule file: aegis rules check FILE");
            return WRONG;
        }
        RuleSet rules;
        try {
            rules = RuleFile.read(RuleText.read(file));
        } catch (RuleFileException e) {
            RuleText.tell(notes, file, e);
            return WRONG;
        }
        rules.rules().forEach(rule -> answers.println(summary(rule)));
        answers.println(file + ": " + counted(rules.rules().size(), "rule") + ", "
                + counted(rules.expected().size(), "expected status"));
        return 0;
    }

    private static String summary(Rule rule) {
        String clears = rule.clearWhen() == null ? "when that no longer holds" : "when " + rule.clearWhen();
        return "%-22s %-6s %-8s opens when %s; clears %s"
                .formatted(
                        rule.id(),
                        rule.mode().name().toLowerCase(Locale.ROOT),
                        rule.priority().id(),
                        rule.when(),
                        clears)
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }
}
