package io.aegis.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import jakarta.servlet.ServletContext;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Whatever path this server has, now or later: without a token it is closed, but for the few that are named here. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClosedByDefaultTest {

    private static final Set<String> OPEN =
            Set.of("/sign-in", "/openapi.yaml", "/favicon.ico", "/assets/{folder}/{name}", "/actuator/health/{*path}");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    @TempDir
    private static Path data;

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.closed(data, TimeMode.WALL);
    }

    @AfterAll
    void close() {
        server.close();
    }

    private static Set<String> paths(RunningServer server) {
        Set<String> paths = new TreeSet<>();
        server.context()
                .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping ->
                        mapping.getHandlerMethods().keySet().forEach(info -> paths.addAll(info.getPatternValues())));
        ServletContext servlets = server.context().getBean(ServletContext.class);
        servlets.getServletRegistrations().values().forEach(servlet -> paths.addAll(servlet.getMappings()));
        return paths;
    }

    private static String example(String pattern) {
        return pattern.replaceAll("\\{\\*?[^}]*}", "x").replace("*", "x").replace("//", "/");
    }

    @Test
    void shouldLetNobodyInWithoutAToken() {
        Set<String> paths = paths(server.server());
        assertThat(paths).contains("/v1/events", "/api/v1/status", "/api/v1/stream", "/actuator/prometheus");
        paths.removeAll(OPEN);
        for (String path : paths) {
            for (String method : METHODS) {
                assertClosed(method, example(path));
            }
        }
    }

    private void assertClosed(String method, String path) {
        if (path.startsWith("/webhooks/")) {
            return;
        }
        Answer answer = server.send(HttpRequest.newBuilder(server.uri(path)).method(method, BodyPublishers.noBody()));
        boolean page = answer.status() == 302 && answer.header("Location").contains("/sign-in?next=");
        assertThat(answer.status() == 401 || (page && method.equals("GET")))
                .as("%s %s answers %s", method, path, answer)
                .isTrue();
    }

    @Test
    void shouldNotExposeOtherActuators() {
        for (String path : List.of("/actuator", "/actuator/env", "/actuator/beans", "/actuator/shutdown")) {
            assertThat(server.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(server.get("/actuator/prometheus").body()).contains("http_server_requests", "jvm_memory");
    }
}
