package io.aegis.cli.token;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.server.security.Scope;
import io.aegis.server.security.Token;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aegis token create|list|revoke}. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes API tokens; also before the first start and beside a running server.")
public final class TokenCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private PrintWriter answers() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "no action given, one of: create, list, revoke");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a token and prints it, alone, on stdout. It is not shown again.")
    int create(
            @Mixin DataOption data,
            @Option(names = "--name", required = true, paramLabel = "N", description = "A name to know it by.")
                    String name,
            @Option(
                            names = "--scopes",
                            required = true,
                            paramLabel = "LIST",
                            description =
                                    "Any of ingest, read, operate, admin, clock; write is another name of operate.")
                    String scopes,
            @Option(
                            names = "--source",
                            paramLabel = "NAME",
                            description = "Bind it to a source: everything sent with it counts as that source's.")
                    @Nullable
                    String source) {
        Set<Scope> parsed = parse(scopes);
        String token = data.with(tokens -> tokens.create(name, parsed, source));
        answers().println(token);
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tokens, never their secrets.")
    int list(@Mixin DataOption data) {
        List<Token> all = data.withExisting(tokens -> tokens.list());
        answers().println(row("NAME", "SCOPES", "SOURCE", "CREATED", "LAST USED", "REVOKED"));
        for (Token token : all) {
            answers()
                    .println(row(
                            token.name(),
                            Scope.list(token.scopes()),
                            shown(token.source()),
                            shown(token.createdAt()),
                            shown(token.lastUsedAt()),
                            shown(token.revokedAt())));
        }
        return 0;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Revokes a token, at once.")
    int revoke(
            @Mixin DataOption data,
            @Option(names = "--name", required = true, paramLabel = "N", description = "Name of the token.")
                    String name) {
        if (!data.withExisting(tokens -> tokens.revoke(name))) {
            throw new WrongInput("--name (" + name + "): no live token has that name; token list shows them");
        }
        return 0;
    }

    private static Set<Scope> parse(String scopes) {
        try {
            return Scope.parse(scopes);
        } catch (IllegalArgumentException wrong) {
            throw new WrongInput("--scopes: " + wrong.getMessage(), wrong);
        }
    }

    private static String row(String name, String scopes, String source, String created, String used, String revoked) {
        return String.format(
                        Locale.ROOT, "%-20s %-34s %-14s %-21s %-21s %s", name, scopes, source, created, used, revoked)
                .stripTrailing();
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof java.time.Instant at) {
            return at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
        }
        return value == null ? "-" : value.toString();
    }
}
