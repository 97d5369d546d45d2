package io.aegis.cli.test;

import io.aegis.cli.terminal.WrongInput;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aegis test}: in the source tree the launcher carries it out itself and never comes here. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs the test suite, as CI does; needs the source tree.")
public final class TestCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "The quick loop: under two minutes, without the slow tests.")
    private boolean quick;

    @Option(names = "--long", description = "Soak, fuzz and many kills as well.")
    private boolean longTests;

    @Option(names = "--real", paramLabel = "DIR", description = "Also the checks on real data and captures in DIR.")
    private @Nullable Path real;

    @Override
    public Integer call() {
        String asked = "test" + (quick ? " --quick" : "") + (longTests ? " --long" : "")
                + (real == null ? "" : " --real " + real);
        throw new WrongInput(asked + " needs the source tree: run it from a clone of the repository");
    }
}
