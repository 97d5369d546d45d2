package io.aegis.cli.replay;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to a server, repeated with the same key through overload, restarts and lost connections. */
final class ServerCalls {

    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
    private static final long WAIT_FIRST_MILLIS = 250;
    private static final long WAIT_MAX_MILLIS = 10_000;
    private static final int ATTEMPTS_MAX = 60;
    /** A server that has never answered is more likely at another address than in a restart. */
    private static final int FIRST_ATTEMPTS_MAX = 3;

    private final ServerAddress address;
    private final PrintWriter notes;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private boolean answered;

    ServerCalls(ServerAddress address, PrintWriter notes) {
        this.address = address;
        this.notes = notes;
    }

    HttpResponse<String> get(String path) throws InterruptedException {
        return send(path, address.request(path).timeout(ANSWER_MAX).GET().build());
    }

    HttpResponse<String> post(String path, byte[] gzip, String key) throws InterruptedException {
        HttpRequest request = address.request(path)
                .timeout(ANSWER_MAX)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip))
                .build();
        return send(path, request);
    }

    private HttpResponse<String> send(String path, HttpRequest request) throws InterruptedException {
        long wait = WAIT_FIRST_MILLIS;
        for (int attempt = 1; ; attempt++) {
            String trouble;
            long asked = 0;
            try {
                HttpResponse<String> answer =
                        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                answered = true;
                if (answer.statusCode() != 429 && answer.statusCode() != 503) {
                    return accepted(path, answer);
                }
                trouble = "answers " + answer.statusCode();
                asked = retryAfterMillis(answer);
            } catch (IOException lost) {
                trouble = "cannot be reached (" + reason(lost) + ")";
            }
            if (attempt >= (answered ? ATTEMPTS_MAX : FIRST_ATTEMPTS_MAX)) {
                throw new WorkFailure("the server at " + address.base() + " " + trouble + ": is it running?");
            }
            if (attempt == 2) {
                notes.println("aegis: the server " + trouble + "; trying on");
            }
            Thread.sleep(Math.max(wait, asked));
            wait = Math.min(WAIT_MAX_MILLIS, wait * 2);
        }
    }

    private static String reason(IOException lost) {
        return lost.getMessage() == null ? lost.getClass().getSimpleName() : lost.getMessage();
    }

    private static long retryAfterMillis(HttpResponse<String> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("[0-9]{1,4}") ? Long.parseLong(seconds) * 1000 : 0;
    }

    /** 400 with the body of a receipt: every line of a batch was refused, which is told as its lines are. */
    private HttpResponse<String> accepted(String path, HttpResponse<String> answer) {
        int status = answer.statusCode();
        boolean receipt = status == 400 && answer.body().contains("\"rejected\"");
        if (status / 100 == 2 || receipt) {
            return answer;
        }
        String at = "the server at " + address.base();
        throw switch (status) {
            case 401 -> new WorkFailure(at + " wants a token: give --token or set AEGIS_TOKEN");
            case 403 ->
                new WorkFailure(
                        at + " refuses this token for " + path + ": it needs the scopes ingest, clock and read");
            case 422 -> new WorkFailure(at + " knows this file from a replay with other options: give --again");
            default -> new WorkFailure(at + " answers " + status + " to " + path + ": " + start(answer.body()));
        };
    }

    private static String start(String body) {
        return body.length() <= 300 ? body : body.substring(0, 300) + "…";
    }
}
