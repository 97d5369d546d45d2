package io.aegis.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.TestServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A demo is open to this machine and to nobody else. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoAccessTest {

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path data) {
        server = TestServer.demo(data);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String answerTo(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).substring(0, 12);
        }
    }

    private HttpRequest.Builder check() {
        return server.request("/api/v1/monitor/check").POST(BodyPublishers.noBody());
    }

    @Test
    void shouldNeedNoToken() {
        assertThat(server.get("/api/v1/status").status()).isEqualTo(200);
        assertThat(server.send(check()).status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerToItsOwnNamesOnly() throws IOException {
        assertThat(answerTo("localhost:8501")).isEqualTo("HTTP/1.1 200");
        assertThat(answerTo("127.0.0.1")).isEqualTo("HTTP/1.1 200");
        assertThat(answerTo("evil.example")).isEqualTo("HTTP/1.1 403");
        assertThat(answerTo("localhost.evil.example:8501")).isEqualTo("HTTP/1.1 403");
    }

    @Test
    void shouldTakeChangesOnlyFromOwnPages() {
        assertThat(server.send(check().header("Origin", "http://evil.example")).status())
                .isEqualTo(403);
        assertThat(server.send(check().header("Origin", "null")).status()).isEqualTo(403);
        assertThat(server.send(check().header("Sec-Fetch-Site", "cross-site")).status())
                .isEqualTo(403);
        assertThat(server.send(check().header("Origin", "http://localhost:" + server.port()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldListenOnLoopbackOnly() throws IOException {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (var address : Collections.list(each.getInetAddresses())) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Socket(address, server.port()).close())
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }
}
