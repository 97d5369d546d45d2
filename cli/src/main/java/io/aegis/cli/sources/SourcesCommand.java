package io.aegis.cli.sources;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aegis sources}. */
@Command(
        name = "sources",
        mixinStandardHelpOptions = true,
        description = "Tries out mappings of gateway logs, telemetry and webhooks.",
        subcommands = SourcesTestCommand.class)
public final class SourcesCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "no command given; use: aegis sources test --type T FILE");
        }
    }
}
