package io.aegis.cli.start;

import io.aegis.cli.serve.ServerStart;
import io.aegis.cli.terminal.LogLevel;
import io.aegis.server.RunningServer;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** A short life of a server, over data that is thrown away: started, sent to, looked at, stopped. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        hidden = true,
        description = "Goes through a start once, for the JDK's AOT cache.")
public final class PrepareCommand implements Callable<Integer> {

    private static final List<String> LOOKED_AT = List.of(
            "/",
            "/customers",
            "/rules",
            "/sources",
            "/api/v1/status",
            "/api/v1/customers",
            "/api/v1/interventions?status=all",
            "/actuator/health/readiness");

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogLevel.warningsOnly();
        Path directory = Files.createTempDirectory("aegis-prepare");
        try (RunningServer server = ServerStart.start(ServerOptions.local(directory, TimeMode.SOURCE, true));
                HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/v1/events"))
                            .header("Content-Type", "application/x-ndjson")
                            .POST(BodyPublishers.ofString(events()))
                            .build(),
                    BodyHandlers.discarding());
            for (String path : LOOKED_AT) {
                client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.discarding());
            }
        } finally {
            delete(directory);
        }
        return 0;
    }

    private static String events() {
        StringBuilder lines = new StringBuilder("{\"type\":\"tick\",\"at\":\"2025-11-01T10:00:00Z\"}\n");
        for (int call = 0; call < 200; call++) {
            lines.append("{\"type\":\"api_call\",\"customer\":\"acme\",\"at\":\"2025-11-01T10:00:")
                    .append(10 + call / 5)
                    .append("Z\",\"method\":\"GET\",\"route\":\"/v1/orders\",\"status\":")
                    .append(call % 3 == 0 ? 500 : 200)
                    .append(",\"latency_ms\":20}\n");
        }
        return lines.append("{\"type\":\"tick\",\"at\":\"2025-11-01T10:05:00Z\"}\n")
                .toString();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
