package io.aegis.cli.rules;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aegis rules}. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Checks and tests rule files, and tries them on stored history.",
        subcommands = {CheckCommand.class, RuleTestCommand.class, BacktestCommand.class})
public final class RulesCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "say what to do: check, test or backtest");
    }
}
