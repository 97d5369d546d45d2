package io.aegis.simulator.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Posts event lines to a server, one request in flight. A body is sent again with the same {@code Idempotency-Key} until
 * it is taken: through overload, a restart or a lost answer it counts once.
 */
public final class HttpTarget implements Target {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 5_000;
    private static final int ANSWER_CHARS_MAX = 300;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI server;
    private final @Nullable String token;
    private final Consumer<String> warnings;
    private boolean warned;

    /** @param warnings told once when the server cannot be reached, and once when it can be again */
    public HttpTarget(URI server, @Nullable String token, Consumer<String> warnings) {
        this.server = server;
        this.token = token;
        this.warnings = warnings;
    }

    @Override
    public void send(EventLines body) throws InterruptedException {
        byte[] bytes = body.copy();
        HttpRequest request = request("/v1/events")
                .header("Content-Type", "application/x-ndjson")
                .header("Idempotency-Key", "sim-" + digest(bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        long wait = FIRST_WAIT_MILLIS;
        while (true) {
            HttpResponse<String> answer = attempt(request);
            if (answer != null && taken(answer)) {
                return;
            }
            Thread.sleep(answer == null ? wait : Math.max(wait, retryAfterMillis(answer)));
            wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
        }
    }

    /** Answers of the server's API, null where it has none for this path. */
    public @Nullable String get(String path) throws InterruptedException {
        HttpRequest request =
                request(path).header("Accept", "application/json").GET().build();
        HttpResponse<String> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DeliveryException(
                    "no server answers at %s (%s); start one with ./aegis demo or ./aegis serve"
                            .formatted(server, why(e)),
                    true);
        }
        if (answer.statusCode() == 404) {
            return null;
        }
        if (answer.statusCode() != 200) {
            throw refused(answer, path);
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(server.resolve(path)).timeout(REQUEST_TIMEOUT);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder;
    }

    private @Nullable HttpResponse<String> attempt(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (warned && answer.statusCode() == 202) {
                warned = false;
                warnings.accept("the server answers again");
            }
            return answer;
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                warnings.accept("%s does not answer (%s); trying until it does".formatted(server, why(e)));
            }
            return null;
        }
    }

    private static String why(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Whether the body is safe; false: the server asks to try again. */
    private boolean taken(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 202) {
            String body = answer.body();
            if (!body.replace(" ", "").contains("\"rejected\":0")) {
                warnings.accept("the server rejected lines: " + cut(body));
            }
            return true;
        }
        if (status == 429 || status >= 500) {
            return false;
        }
        throw refused(answer, "/v1/events");
    }

    private DeliveryException refused(HttpResponse<String> answer, String path) {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            return new DeliveryException(
                    ("%s answers %d to %s; give a token with the scopes ingest, clock and read by --token or"
                                    + " AEGIS_TOKEN (./aegis token create --name simulator --scopes ingest,clock,read)")
                            .formatted(server, status, path),
                    true);
        }
        return new DeliveryException(
                "%s answers %d to %s: %s".formatted(server, status, path, cut(answer.body())), status == 404);
    }

    private static String cut(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() <= ANSWER_CHARS_MAX ? line : line.substring(0, ANSWER_CHARS_MAX) + "…";
    }

    private static long retryAfterMillis(HttpResponse<String> answer) {
        try {
            return answer.headers()
                            .firstValue("Retry-After")
                            .map(Long::parseLong)
                            .orElse(0L)
                    * 1_000;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
