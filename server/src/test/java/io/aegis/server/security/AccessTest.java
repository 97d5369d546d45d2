package io.aegis.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, scopes and sessions of a closed server. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessTest {

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path data) {
        server = TestServer.closed(data, TimeMode.WALL);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(server.uri(path));
    }

    private HttpRequest.Builder with(String token, String path) {
        return anonymous(path).header("Authorization", "Bearer " + token);
    }

    private Answer signIn(String token, String next) {
        return server.send(anonymous("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + token + "&next=" + next)));
    }

    private static String cookie(Answer signedIn) {
        String cookie = signedIn.header("Set-Cookie");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void shouldAskForAToken() {
        Answer answer = server.send(anonymous("/api/v1/status").GET());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"aegis\"");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void shouldRefuseAWrongToken() {
        Answer answer = server.send(with("aegis_wrong", "/api/v1/status").GET());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void shouldRefuseAScopeThatIsMissing() {
        String reader = server.token("reader", "read");
        assertThat(server.send(with(reader, "/api/v1/status").GET()).status()).isEqualTo(200);
        Answer check = server.send(with(reader, "/api/v1/monitor/check").POST(BodyPublishers.noBody()));
        assertThat(check.status()).isEqualTo(403);
        assertThat(check.header("WWW-Authenticate"))
                .contains("insufficient_scope")
                .contains("operate");
        Answer events = server.send(with(reader, "/v1/events")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(events.status()).isEqualTo(403);
    }

    @Test
    void shouldRefuseARevokedTokenWithinTwoSeconds() throws InterruptedException {
        String gone = server.token("gone", "read");
        assertThat(server.send(with(gone, "/api/v1/status").GET()).status()).isEqualTo(200);
        assertThat(new Tokens(server.server().monitor().dataSource()).revoke("gone"))
                .isTrue();
        Thread.sleep(1_500);
        assertThat(server.send(with(gone, "/api/v1/status").GET()).status()).isEqualTo(401);
    }

    @Test
    void shouldKeepOnlyHashes() throws Exception {
        String secret = server.token("hashed", "read");
        try (var connection = server.server().monitor().dataSource().getConnection();
                var statement = connection.prepareStatement("select token::text from token");
                var row = statement.executeQuery()) {
            while (row.next()) {
                assertThat(row.getString(1)).doesNotContain(secret).doesNotContain(secret.substring(6));
            }
        }
        assertThat(new Tokens(server.server().monitor().dataSource()).list().toString())
                .doesNotContain(secret);
    }

    @Test
    void shouldSendPagesToTheSignIn() {
        Answer page = server.send(anonymous("/customers?tier=pro").GET());
        assertThat(page.status()).isEqualTo(302);
        assertThat(page.header("Location")).endsWith("/sign-in?next=%2Fcustomers%3Ftier%3Dpro");
        Answer form = server.send(anonymous("/sign-in?next=%2Fcustomers").GET());
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.body()).contains("value=\"/customers\"");
    }

    @Test
    void shouldSignInWithATokenAndOutAgain() {
        Answer in = signIn(server.token("person", "read,operate"), "/customers");
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.header("Location")).isEqualTo("/customers");
        assertThat(in.header("Set-Cookie"))
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/");
        String cookie = cookie(in);
        assertThat(server.send(anonymous("/api/v1/status")
                                .header("Cookie", cookie)
                                .GET())
                        .status())
                .isEqualTo(200);
        Answer out = server.send(anonymous("/sign-out").header("Cookie", cookie).POST(BodyPublishers.noBody()));
        assertThat(out.status()).isEqualTo(303);
        assertThat(server.send(anonymous("/api/v1/status")
                                .header("Cookie", cookie)
                                .GET())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void shouldTakeChangesOnlyFromOwnPages() {
        String cookie = cookie(signIn(server.token("forged", "read,operate"), "/"));
        HttpRequest.Builder check =
                anonymous("/api/v1/monitor/check").header("Cookie", cookie).POST(BodyPublishers.noBody());
        assertThat(server.send(check.copy().header("Origin", "http://evil.example"))
                        .status())
                .isEqualTo(403);
        assertThat(server.send(check.copy().header("Sec-Fetch-Site", "cross-site"))
                        .status())
                .isEqualTo(403);
        assertThat(server.send(check.copy().header("Origin", "http://localhost:" + server.port()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldNotSendElsewhereAfterSigningIn() {
        String token = server.token("elsewhere", "read");
        for (String next :
                new String[] {"//evil.example", "https://evil.example", "/%5Cevil.example", "javascript:x"}) {
            assertThat(signIn(token, next).header("Location")).isEqualTo("/");
        }
    }

    @Test
    void shouldRefuseAddressesWithParameters() {
        assertThat(server.send(anonymous("/sign-in;x=/api/v1/status").GET()).status())
                .isEqualTo(400);
    }

    @Test
    void shouldBindTheBrowser() {
        Answer page = server.send(anonymous("/sign-in").GET());
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("X-Request-Id")).isNotEmpty();
    }
}
