package io.aegis.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class SignInLimitTest {

    @Test
    void shouldMakeGuessingWait(@TempDir Path data) {
        try (TestServer server = TestServer.closed(data, TimeMode.WALL)) {
            HttpRequest.Builder guess = HttpRequest.newBuilder(server.uri("/sign-in"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=aegis_guess"));
            for (int i = 0; i < 10; i++) {
                assertThat(server.send(guess.copy()).status()).isEqualTo(401);
            }
            var late = server.send(guess.copy());
            assertThat(late.status()).isEqualTo(429);
            assertThat(Integer.parseInt(late.header("Retry-After"))).isBetween(1, 900);
            assertThat(late.body()).contains("again in 15 minutes", "right one is let in at any time");
            var right = server.send(HttpRequest.newBuilder(server.uri("/sign-in"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=" + server.token())));
            assertThat(right.status()).as("a right token from the same address").isEqualTo(303);
        }
    }
}
