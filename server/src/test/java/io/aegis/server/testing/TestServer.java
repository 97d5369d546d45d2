package io.aegis.server.testing;

import io.aegis.server.RunningServer;
import io.aegis.server.ServerMain;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.security.Scope;
import io.aegis.server.security.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A started server on a free port, with a client. Close it. */
public final class TestServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

    private final RunningServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final @Nullable String token;

    private TestServer(RunningServer server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /** Open to this machine, source time. */
    public static TestServer demo(Path data) {
        return new TestServer(start(ServerOptions.local(data, TimeMode.SOURCE, true)), null);
    }

    /** The same with a configuration file. */
    public static TestServer demo(Path data, Path config) {
        return new TestServer(start(new ServerOptions(0, true, data, null, TimeMode.SOURCE, true, config, null)), null);
    }

    /** Closed; the client has a token that may do everything. */
    public static TestServer closed(Path data, TimeMode timeMode) {
        return closed(ServerOptions.local(data, timeMode, false));
    }

    /** The same with a configuration file. */
    public static TestServer closed(Path data, TimeMode timeMode, Path config) {
        return closed(new ServerOptions(0, true, data, null, timeMode, false, config, null));
    }

    private static TestServer closed(ServerOptions options) {
        RunningServer server = start(options);
        String all = new Tokens(server.monitor().dataSource())
                .create("all", Scope.parse("ingest,read,operate,admin,clock"), null);
        return new TestServer(server, all);
    }

    private static RunningServer start(ServerOptions options) {
        TestData.begin(options.dataDir());
        return ServerMain.start(options);
    }

    /** The token that may do everything; empty in a demo. */
    public String token() {
        return token == null ? "" : token;
    }

    /** Makes another token. */
    public String token(String name, String scopes) {
        return new Tokens(server.monitor().dataSource()).create(name, Scope.parse(scopes), null);
    }

    public RunningServer server() {
        return server;
    }

    public int port() {
        return server.port();
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }

    /** A request with the token set; change it and {@link #send} it. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(ANSWER_MAX);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** POST with a JSON body; none where it is empty. */
    public Answer post(String path, String json) {
        HttpRequest.Builder request = request(path);
        return json.isEmpty()
                ? send(request.POST(BodyPublishers.noBody()))
                : send(request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** NDJSON to the events door. */
    public Answer events(String lines) {
        return events(lines.getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
    }

    public Answer events(byte[] body, String contentType, String... headers) {
        HttpRequest.Builder request = request("/v1/events").header("Content-Type", contentType);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.POST(BodyPublishers.ofByteArray(body)));
    }

    /** Id of the first item of a list, waited for. */
    public String awaitFirst(String path) {
        long giveUpNanos = System.nanoTime() + ANSWER_MAX.toNanos();
        while (System.nanoTime() < giveUpNanos) {
            JsonNode items = get(path).json().path("items");
            if (!items.isEmpty()) {
                return items.get(0).path("id").asString();
            }
        }
        throw new IllegalStateException("nothing came at " + path);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** Empty where it is not there. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + body();
        }
    }
}
