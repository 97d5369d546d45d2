package io.aegis.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayToServerTest {

    @TempDir
    private Path directory = Path.of("");

    /** As a server answers whose time is past what is sent. */
    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String body =
                switch (exchange.getRequestURI().getPath()) {
                    case "/v1/events" ->
                        "{\"accepted\":1,\"rejected\":2,\"errors\":[{\"line\":1,\"reason\":\"at is long past\"}]}";
                    case "/api/v1/status" -> "{\"time_mode\":\"source\"}";
                    default -> "{\"items\":[]}";
                };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void shouldCountAndFailForWhatTheServerRefused() throws IOException {
        String call = "{\"time\":1764460800,\"method\":\"GET\",\"path\":\"/\",\"status\":200,\"ip\":\"10.0.0.7\"}\n";
        Path file = Files.writeString(directory.resolve("a.log"), call.repeat(3));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ReplayToServerTest::answer);
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort();
            Run run = Run.of(file, "--report", "-", "--url", url, "--token", "t");
            assertThat(run.err()).contains("the server refused a line: at is long past", "the server refused 2 lines");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.report().path("rejected").asLong()).isEqualTo(2);
            assertThat(run.report().path("events").asLong()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }
}
