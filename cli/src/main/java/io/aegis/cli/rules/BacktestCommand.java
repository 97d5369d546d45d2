package io.aegis.cli.rules;

import io.aegis.cli.terminal.InstantConverter;
import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.rule.RuleFile;
import io.aegis.codec.rule.RuleFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code aegis rules backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description =
                "Runs a server's stored history again under other rules and prints what would have been different.")
public final class BacktestCommand implements Callable<Integer> {

    private static final int WRONG = 2;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The rule file to try.")
    private Path file = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "T",
            converter = InstantConverter.class,
            description = "Tells differences from this time on (default: all of the stored history).")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "T",
            converter = InstantConverter.class,
            description = "Runs up to this time (default: now).")
    private @Nullable Instant to;

    @Mixin
    private ServerAddress server = new ServerAddress();

    @Option(names = "--json", description = "Prints the server's answer as it is.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter answers = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter notes = spec.commandLine().getErr();
        String yaml = RuleText.read(file);
        try {
            RuleFile.read(yaml);
        } catch (RuleFileException e) {
            RuleText.tell(notes, file, e);
            return WRONG;
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new WrongInput("--to (" + to + ") lies before --from (" + from + ")");
        }
        HttpResponse<String> response = ask(yaml);
        if (response.statusCode() != 200) {
            throw refused(response);
        }
        if (json) {
            answers.println(response.body().strip());
        } else {
            BacktestAnswer.print(JsonMapper.shared().readTree(response.body()), answers);
        }
        return 0;
    }

    private HttpResponse<String> ask(String yaml) throws IOException, InterruptedException {
        List<String> query = new ArrayList<>();
        if (from != null) {
            query.add("from=" + from);
        }
        if (to != null) {
            query.add("to=" + to);
        }
        String path = "/api/v1/rules/backtest" + (query.isEmpty() ? "" : "?" + String.join("&", query));
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            return client.send(
                    server.request(path)
                            .timeout(LONGEST)
                            .header("Content-Type", "application/yaml")
                            .header("Accept", "application/json")
                            .POST(BodyPublishers.ofString(yaml))
                            .build(),
                    BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new WrongInput(
                    "no server answers at " + server.base() + ": start it, or give its address with --url", e);
        }
    }

    private static RuntimeException refused(HttpResponse<String> response) {
        String reason = "the server answered " + response.statusCode() + detail(response.body());
        return switch (response.statusCode()) {
            case 401, 403 -> new WrongInput(reason + "; give a token with scope admin by --token or AEGIS_TOKEN");
            case 400, 404, 422 -> new WrongInput(reason);
            default -> new WorkFailure(reason);
        };
    }

    private static String detail(String body) {
        try {
            JsonNode problem = JsonMapper.shared().readTree(body);
            JsonNode detail = problem.path("detail");
            return detail.isString() ? ": " + detail.asString() : "";
        } catch (JacksonException e) {
            return "";
        }
    }
}
