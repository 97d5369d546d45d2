package io.aegis.cli.token;

import io.aegis.cli.terminal.LogLevel;
import io.aegis.cli.terminal.WorkFailure;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.server.postgres.Database;
import io.aegis.server.security.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose tokens: the data directory that the server uses, or will use. A picocli mixin. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "aegis-data",
            description = "Data directory of the server (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("aegis-data");

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            defaultValue = "${env:AEGIS_DATABASE}",
            description = "As for serve: a PostgreSQL of yours.")
    private @Nullable String database;

    /** Works with the tokens: beside a running server on its database, otherwise on the database opened for it. */
    <T> T with(Function<Tokens, T> work) {
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new WrongInput("--data (" + data + ") is a file: give a directory");
        }
        LogLevel.warningsOnly();
        try (Database opened = open()) {
            return work.apply(new Tokens(opened.readers()));
        } catch (IllegalArgumentException refused) {
            throw new WrongInput(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** The same for what only makes sense where a server has been. */
    <T> T withExisting(Function<Tokens, T> work) {
        if (database == null && !Files.isDirectory(data)) {
            throw new WrongInput("--data (" + data + ") does not exist: no server has run there and no token was made");
        }
        return with(work);
    }

    private Database open() {
        try {
            return Database.beside(data, database);
        } catch (IllegalStateException fault) {
            throw new WorkFailure(String.valueOf(fault.getMessage()), fault);
        }
    }
}
