package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.RunningServer;
import io.aegis.server.ServerMain;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.security.Scope;
import io.aegis.server.security.Tokens;
import io.aegis.server.testing.TestData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with sources of each kind, and how tests knock at its doors. */
final class DoorsServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RunningServer server;
    private final String token;

    DoorsServer(Path directory) throws IOException {
        Path config = directory.resolve("aegis.yaml");
        Files.writeString(config, """
                sources:
                  - {type: stripe, secrets: [whsec_new, whsec_old], plans: {price_9: pro}}
                  - {type: stripe, name: stripe-eu, secret: whsec_eu, mapping: {customer: [metadata.tenant, customer]}}
                  - {type: chargebee, user: hook, password: secret}
                  - {type: sentry, secret: sentry-secret}
                  - {type: segment, name: product}
                """);
        Path data = directory.resolve("data");
        TestData.begin(data);
        server = ServerMain.start(new ServerOptions(0, true, data, null, TimeMode.WALL, false, config, null));
        token = new Tokens(server.monitor().dataSource()).create("tests", EnumSet.allOf(Scope.class), null);
    }

    RunningServer server() {
        return server;
    }

    String url() {
        return server.url();
    }

    String token() {
        return token;
    }

    @Override
    public void close() {
        server.close();
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    void events(String... lines) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                "/v1/events",
                String.join("\n", lines),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/x-ndjson");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    JsonNode signals(String customer) throws IOException, InterruptedException {
        return get("/api/v1/customers/" + customer).path("signals");
    }

    /** The customer once a signal has reached a value; what is accepted shows within a second. */
    JsonNode await(String customer, String signal, int value) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (signals(customer).path(signal).asInt(0) < value && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        return get("/api/v1/customers/" + customer);
    }

    /** The customer once its record shows: signals are evaluated at once, what a table holds within a second. */
    JsonNode awaitNamed(String customer) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        JsonNode found = get("/api/v1/customers/" + customer);
        while (List.of("", customer).contains(found.path("name").asString("")) && System.nanoTime() < deadline) {
            Thread.sleep(50);
            found = get("/api/v1/customers/" + customer);
        }
        return found;
    }

    JsonNode source(String name) throws IOException, InterruptedException {
        for (JsonNode item : get("/api/v1/sources").path("items").values()) {
            if (item.path("name").asString().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no source " + name);
    }
}
