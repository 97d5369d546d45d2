package io.aegis.cli.rules;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.rule.RuleFile;
import io.aegis.codec.rule.RuleFileException;
import io.aegis.codec.rule.RuleTests;
import io.aegis.codec.rule.RuleTests.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aegis rules test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs unit tests of rules: events in, expected interventions out (docs/rules.md has the format).",
            "Exit status 0: all passed; 1: some did not; 2: a file cannot be used."
        })
public final class RuleTestCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of tests.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--quiet", description = "Tells only what failed.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        PrintWriter answers = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter notes = spec.commandLine().getErr();
        List<RuleTests> read = new ArrayList<>();
        boolean wrong = false;
        for (Path file : files) {
            RuleTests tests = read(file, notes);
            wrong |= tests == null;
            if (tests != null) {
                read.add(tests);
            }
        }
        if (wrong) {
            return WRONG;
        }
        int failed = 0;
        int total = 0;
        for (int i = 0; i < files.size(); i++) {
            for (Result result : read.get(i).run()) {
                total++;
                failed += result.passed() ? 0 : 1;
                tell(answers, files.get(i), result);
            }
        }
        answers.println(failed == 0 ? total + " passed" : failed + " of " + total + " failed");
        return failed == 0 ? 0 : FAILED;
    }

    private void tell(PrintWriter answers, Path file, Result result) {
        if (!result.passed()) {
            answers.println("FAILED " + file + ": " + result.name());
            result.differences().forEach(difference -> answers.println("    " + difference));
        } else if (!quiet) {
            answers.println("passed " + file + ": " + result.name());
        }
    }

    /** Null where the file, or the rule file that it names, cannot be used; its problems are then told. */
    private static @Nullable RuleTests read(Path file, PrintWriter notes) throws IOException {
        String text = RuleText.read(file);
        Path[] at = {file};
        try {
            return RuleTests.read(text, path -> {
                Path rules = file.resolveSibling(path);
                if (!Files.exists(rules)) {
                    throw new WrongInput(file + " names the rule file " + path + ", and there is none at " + rules);
                }
                at[0] = rules;
                String named = RuleText.read(rules);
                RuleFile.read(named);
                at[0] = file;
                return named;
            });
        } catch (RuleFileException e) {
            RuleText.tell(notes, at[0], e);
            return null;
        }
    }
}
