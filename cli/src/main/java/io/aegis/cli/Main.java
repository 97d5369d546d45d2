package io.aegis.cli;

import io.aegis.cli.bench.BenchCommand;
import io.aegis.cli.demo.DemoCommand;
import io.aegis.cli.doctor.DoctorCommand;
import io.aegis.cli.evaluate.EvaluateCommand;
import io.aegis.cli.realism.RealismCommand;
import io.aegis.cli.replay.ReplayCommand;
import io.aegis.cli.rules.RulesCommand;
import io.aegis.cli.serve.ServeCommand;
import io.aegis.cli.simulate.SimulateCommand;
import io.aegis.cli.sources.SourcesCommand;
import io.aegis.cli.start.PrepareCommand;
import io.aegis.cli.terminal.Faults;
import io.aegis.cli.terminal.Version;
import io.aegis.cli.test.TestCommand;
import io.aegis.cli.token.TokenCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where every {@code ./aegis} command begins. */
@Command(
        name = "aegis",
        description = "Watches the customers of an API company: who is stuck, failing, leaving or ready for more.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommandsRepeatable = false,
        subcommands = {
            // The order of the help.
            DemoCommand.class,
            ServeCommand.class,
            SimulateCommand.class,
            EvaluateCommand.class,
            SourcesCommand.class,
            BenchCommand.class,
            RulesCommand.class,
            ReplayCommand.class,
            DoctorCommand.class,
            TokenCommand.class,
            PrepareCommand.class,
            TestCommand.class,
        },
        footer = {"", "Each command explains itself with --help.", ""})
public final class Main implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    Main() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        Companion.stopWithStandardInput();
        System.exit(run(arguments));
    }

    /** Runs one command and returns its exit status: 0, 1 for a failure at work, 2 for what was asked wrongly. */
    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        // Not named by the simulator's command itself: it lies behind it.
        Objects.requireNonNull(line.getSubcommands().get("simulate")).addSubcommand(new RealismCommand());
        Faults.handleIn(line);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(100);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "no command given");
    }
}
