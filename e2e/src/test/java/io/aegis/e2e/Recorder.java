package io.aegis.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/** Stands before a server: hands every request on as it is, and can send them all once more. */
final class Recorder implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "http2-settings");

    private final HttpServer front;
    private final String behind;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Taken> taken = new ArrayList<>();

    /** A request that the server took. */
    @SuppressWarnings("ArrayRecordComponent")
    record Taken(String path, List<Map.Entry<String, String>> headers, byte[] body) {}

    private Recorder(HttpServer front, String behind) {
        this.front = front;
        this.behind = behind;
    }

    static Recorder before(String address) throws IOException {
        HttpServer front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Recorder recorder = new Recorder(front, address);
        front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        front.createContext("/", recorder::handOn);
        front.start();
        return recorder;
    }

    String address() {
        return "http://localhost:" + front.getAddress().getPort();
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
            Taken request = new Taken(
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            HttpResponse<byte[]> answer = send(request);
            if (answer.statusCode() < 300) {
                synchronized (taken) {
                    taken.add(request);
                }
            }
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private HttpResponse<byte[]> send(Taken request) throws IOException {
        HttpRequest.Builder copy = HttpRequest.newBuilder(URI.create(behind + request.path()))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(request.body()));
        for (Map.Entry<String, String> header : request.headers()) {
            if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                copy.header(header.getKey(), header.getValue());
            }
        }
        try {
            return client.send(copy.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends all that was taken once more. */
    void again() throws IOException {
        for (Taken request : List.copyOf(taken)) {
            int status = send(request).statusCode();
            if (status >= 300) {
                throw new AssertionError("POST " + request.path() + " sent again answered " + status);
            }
        }
    }

    /** Does not send again what came under a path. */
    void forget(String path) {
        taken.removeIf(request -> request.path().equals(path));
    }

    /** How many requests were taken under a path. */
    long taken(String path) {
        return taken.stream().filter(request -> request.path().equals(path)).count();
    }

    @Override
    public void close() {
        front.stop(0);
        client.close();
    }
}
