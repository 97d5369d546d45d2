package io.aegis.cli.bench;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import io.aegis.cli.terminal.WrongInput;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running server's public door, as a load generator uses it. */
final class Door {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long BUSY_PAUSE_MILLIS = 20;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServerAddress server;
    private final boolean sourceTime;
    private final long sourceNowMillis;

    private Door(ServerAddress server) {
        this.server = server;
        JsonNode status = status();
        this.sourceTime = "source".equals(status.path("time_mode").asString(""));
        String now = status.path("now").asString("");
        this.sourceNowMillis = now.isEmpty() ? 0 : Instant.parse(now).toEpochMilli();
    }

    static Door of(ServerAddress server) {
        return new Door(server);
    }

    /** A time that the server accepts for a new event. */
    long nowMillis() {
        return sourceTime ? sourceNowMillis : System.currentTimeMillis();
    }

    HttpRequest.Builder request(String path) {
        return server.request(path);
    }

    HttpClient client() {
        return client;
    }

    JsonNode status() {
        HttpResponse<String> answer = send(server.request("/api/v1/status").build());
        if (answer.statusCode() != 200) {
            throw new WrongInput("the server at " + server.base() + " answered " + answer.statusCode()
                    + ": give --token or AEGIS_TOKEN with the scopes ingest and read");
        }
        return JSON.readTree(answer.body());
    }

    /** Journalled records that the tables do not show yet. */
    long recordsBehind() {
        JsonNode journal = status().path("journal");
        return journal.path("position").asLong() - journal.path("projected").asLong();
    }

    /** Sends lines until they are acknowledged; a full server is asked again. */
    void post(byte[] lines) {
        HttpRequest request = server.request("/v1/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(lines))
                .build();
        HttpResponse<String> answer = send(request);
        while (answer.statusCode() == 429 || answer.statusCode() == 503) {
            pause();
            answer = send(request);
        }
        if (answer.statusCode() != 202) {
            throw new WorkFailure("POST /v1/events was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (ConnectException refused) {
            throw new WrongInput("no server answers at " + server.base() + ": start one, or give --url", refused);
        } catch (IOException fault) {
            throw new WorkFailure("the server at " + server.base() + " broke off: " + fault.getMessage(), fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WorkFailure("interrupted while sending", interrupted);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BUSY_PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
