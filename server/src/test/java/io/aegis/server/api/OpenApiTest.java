package io.aegis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Every operation of {@code /openapi.yaml} is called, and what comes back is as described there. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiTest {

    private TestServer server;
    private CompanyDatabase company;
    private Description description;
    private String intervention = "";

    @BeforeAll
    void start(@TempDir Path data, @TempDir Path other) throws IOException, SQLException {
        company = CompanyDatabase.open(other);
        server = TestServer.demo(data, company.configuration());
        description = new Description(server.get("/openapi.yaml").body());
        server.events(Bodies.tick("2025-11-01T10:00:00Z")
                + Bodies.customer(
                        "failing", "\"name\":\"Failing Inc\",\"tier\":\"pro\",\"owner\":\"kim\",\"tags\":[\"eu\"]")
                + Bodies.customer("steady", "\"name\":\"Steady Ltd\"")
                + Bodies.customer("erased", "\"name\":\"Gone\"")
                + Bodies.customer("erased2", "\"name\":\"Gone too\"")
                + Bodies.calls("failing", 300, 120)
                + Bodies.calls("steady", 200, 1)
                + Bodies.tick("2025-11-01T10:10:00Z"));
        server.events("nothing\n");
        intervention = server.awaitFirst("/api/v1/interventions?customer=failing&rule=error_debugging");
    }

    @AfterAll
    void stop() {
        server.close();
        company.close();
    }

    private Map<String, List<Supplier<Answer>>> calls() {
        Map<String, List<Supplier<Answer>>> calls = new TreeMap<>();
        calls.put(
                "sendEvents",
                List.of(
                        () -> server.events(Bodies.calls("steady", 2, 0)),
                        () -> server.events(Bodies.calls("steady", 1, 0) + "nothing\n"),
                        () -> server.events("nothing\n"),
                        () -> server.events(new byte[] {(byte) 0xff}, "application/json"),
                        () -> server.events(new byte[1], "text/plain")));
        calls.putAll(new DoorCalls(server).all());
        calls.put("getStatus", List.of(() -> server.get("/api/v1/status"), () -> server.get("/api/v1/status?x=1")));
        calls.put(
                "listCustomers",
                List.of(
                        () -> server.get("/api/v1/customers"),
                        () -> server.get("/api/v1/customers?query=fail&tier=pro&owner=kim&sort=-error_rate&limit=1"),
                        () -> server.get("/api/v1/customers?limit=1"),
                        () -> server.get("/api/v1/customers?tier=gold"),
                        () -> server.get("/api/v1/customers?cursor=broken")));
        calls.put(
                "getCustomer",
                List.of(
                        () -> server.get("/api/v1/customers/failing"),
                        () -> server.get("/api/v1/customers/steady"),
                        () -> server.get("/api/v1/customers/nobody")));
        calls.put(
                "getCustomerByParameter",
                List.of(() -> server.get("/api/v1/customer?id=failing"), () -> server.get("/api/v1/customer")));
        calls.put(
                "getUsage",
                List.of(
                        () -> server.get("/api/v1/customers/failing/usage"),
                        () -> server.get(
                                "/api/v1/customers/failing/usage?step=1m&from=2025-11-01T10:00:00Z&to=2025-11-01T10:05:00Z"),
                        () -> server.get("/api/v1/customers/failing/usage?step=1d"),
                        () -> server.get("/api/v1/customers/failing/usage?step=2h"),
                        () -> server.get("/api/v1/customers/failing/usage?step=1m&from=2000-01-01T00:00:00Z")));
        calls.put(
                "listInterventions",
                List.of(
                        () -> server.get("/api/v1/interventions"),
                        () -> server.get("/api/v1/interventions?status=open&priority=high&sort=-priority&limit=500"),
                        () -> server.get("/api/v1/interventions?status=closed")));
        calls.put(
                "getIntervention",
                List.of(
                        () -> server.get("/api/v1/interventions/" + intervention),
                        () -> server.get("/api/v1/interventions/none")));
        calls.put(
                "moveIntervention",
                List.of(
                        () -> move("acknowledge", ""),
                        () -> move("assign", "{\"assignee\":\"kim\"}"),
                        () -> move("assign", "{}"),
                        () -> move("comment", "{\"text\":\"called them\"}"),
                        () -> move("snooze", "{\"until\":\"2025-11-03T00:00:00Z\"}"),
                        () -> move("snooze", "{\"until\":\"1999-01-01T00:00:00Z\"}"),
                        () -> move("undo", ""),
                        () -> move("resolve", "{\"outcome\":\"fixed\",\"text\":\"bad deploy\"}"),
                        () -> move("resolve", ""),
                        () -> move("undo", ""),
                        () -> move("dismiss", "{\"reason\":\"wrong\"}"),
                        () -> move("explode", "")));
        calls.put(
                "listIncidents",
                List.of(
                        () -> server.get("/api/v1/incidents"),
                        () -> server.get("/api/v1/incidents?status=cleared&limit=1"),
                        () -> server.get("/api/v1/incidents?status=gone"),
                        () -> server.get("/api/v1/incidents?cursor=x")));
        calls.put(
                "listActions",
                List.of(
                        () -> server.get("/api/v1/actions?status=draft"),
                        () -> server.get("/api/v1/actions?status=lost")));
        calls.put(
                "runMonitorCheck",
                List.of(
                        () -> server.post("/api/v1/monitor/check", ""),
                        () -> server.post("/api/v1/monitor/check", "")));
        calls.put(
                "listRejected",
                List.of(() -> server.get("/api/v1/rejected?limit=5"), () -> server.get("/api/v1/rejected?cursor=x")));
        calls.put(
                "retryRejected",
                List.of(
                        () -> server.post("/api/v1/rejected/" + rejected() + "/retry", ""),
                        () -> server.post("/api/v1/rejected/" + rejected() + "/retry", "{\"text\":" + line() + "}"),
                        () -> server.post("/api/v1/rejected/0/retry", "")));
        calls.put("listUnattributed", List.of(() -> server.get("/api/v1/unattributed")));
        calls.put(
                "linkUnattributed",
                List.of(
                        () -> server.post("/api/v1/unattributed/stripe/cus_77/link", "{\"customer\":\"failing\"}"),
                        () -> server.post("/api/v1/unattributed/stripe/cus_77/link", "{\"customer\":\"nobody\"}"),
                        () -> server.post("/api/v1/unattributed/stripe/cus_77/link", "")));
        calls.put("listSources", List.of(() -> server.get("/api/v1/sources"), () -> server.get("/api/v1/sources?x=1")));
        calls.put("listSetups", List.of(() -> server.get("/api/v1/sources/setup")));
        calls.put(
                "compareSource",
                List.of(
                        () -> server.post("/api/v1/sources/crm/compare", ""),
                        () -> server.post("/api/v1/sources/crm/compare?remove=true", ""),
                        () -> server.post("/api/v1/sources/crm/compare?remove=perhaps", ""),
                        () -> server.post("/api/v1/sources/closed/compare", ""),
                        () -> server.post("/api/v1/sources/stripe/compare", "")));
        calls.put(
                "getRules",
                List.of(
                        () -> server.get("/api/v1/rules"),
                        () -> server.send(server.request("/api/v1/rules").header("Accept", "application/yaml"))));
        calls.put(
                "replaceRules",
                List.of(
                        () -> rules(
                                server.get("/api/v1/rules").json().path("yaml").asString()),
                        () -> rules("rules:\n  - id: broken\n    when: error_rat > 0.1\n")));
        calls.put(
                "backtestRules",
                List.of(
                        () -> backtest(
                                server.get("/api/v1/rules").json().path("yaml").asString()),
                        () -> backtest("rules: 7\n")));
        calls.put("getDescription", List.of(() -> server.get("/openapi.yaml")));
        calls.put("getLiveness", List.of(() -> server.get("/actuator/health/liveness")));
        calls.put("getReadiness", List.of(() -> server.get("/actuator/health/readiness")));
        calls.put("getMetrics", List.of(() -> server.get("/actuator/prometheus")));
        calls.put("getSimulator", List.of(() -> server.get("/api/v1/simulator")));
        calls.put(
                "paceSimulator",
                List.of(
                        () -> server.post("/api/v1/simulator/pace", "{\"paused\":true}"),
                        () -> server.post("/api/v1/simulator/pace", "{\"paused\":7}")));
        calls.put(
                "causeIncident",
                List.of(
                        () -> server.post("/api/v1/simulator/incidents", "{\"what\":\"growth\"}"),
                        () -> server.post("/api/v1/simulator/incidents", "{}")));
        calls.put("listTrueEpisodes", List.of(() -> server.get("/api/v1/simulator/episodes")));
        calls.put("stream", List.of(() -> server.get("/api/v1/stream?last_event_id=x")));
        calls.put(
                "eraseCustomer",
                List.of(() -> delete("/api/v1/customers/erased"), () -> delete("/api/v1/customers/erased")));
        calls.put("eraseCustomerByParameter", List.of(() -> delete("/api/v1/customer?id=erased2")));
        return calls;
    }

    /** One good event, as a JSON text. */
    private static String line() {
        return JsonMapper.shared().writeValueAsString(Bodies.calls("steady", 1, 0));
    }

    private String rejected() {
        return server.awaitFirst("/api/v1/rejected");
    }

    private Answer move(String name, String json) {
        return server.post("/api/v1/interventions/" + intervention + "/" + name, json);
    }

    private Answer rules(String yaml) {
        return server.send(server.request("/api/v1/rules")
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml)));
    }

    private Answer backtest(String yaml) {
        return server.send(server.request("/api/v1/rules/backtest")
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(yaml)));
    }

    private Answer delete(String path) {
        return server.send(server.request(path).DELETE());
    }

    @Test
    void shouldAnswerAsDescribed() {
        Map<String, List<Supplier<Answer>>> calls = calls();
        assertThat(calls.keySet()).containsExactlyElementsOf(description.operations());
        calls.forEach((operation, each) -> each.forEach(call -> {
            Answer answer = call.get();
            assertThat(answer.status()).as("%s: %s", operation, answer).isNotEqualTo(500);
            assertThat(description.problems(operation, answer)).isEmpty();
        }));
    }

    @Test
    void shouldTakeIdsOfAnyCharactersInAPath() {
        String id = "acme/eu\\\u00fc %x?a#b;c+d";
        server.events(
                Bodies.tick("2025-11-01T10:10:00Z")
                        + "{\"type\":\"customer\",\"customer\":\"acme/eu\\\\\u00fc %x?a#b;c+d\",\"at\":\"2025-11-01T10:10:00Z\"}\n");
        String path = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(server.get("/api/v1/customers/" + path).json().path("id").asString())
                .isEqualTo(id);
        assertThat(server.get("/api/v1/customers/" + path + "/usage").status()).isEqualTo(200);
        String link = "/api/v1/unattributed/stripe/" + path + "/link";
        assertThat(server.post(link, "{\"customer\":\"failing\"}").status()).isEqualTo(204);
        assertThat(server.get("/api/v1/customers/..%2Fstatus").status()).isEqualTo(404);
    }

    @Test
    void shouldSayWhatASourceThatCannotBeReadLacks() {
        Answer refused = server.post("/api/v1/sources/closed/compare", "");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.json().path("detail").asString()).contains("closed", "Nothing was removed");
        assertThat(server.post("/api/v1/sources/stripe/compare", "").status()).isEqualTo(404);
        assertThat(server.post("/api/v1/sources/crm/compare?remove=perhaps", "").status())
                .isEqualTo(400);
        assertThat(server.post("/api/v1/sources/crm/compare", "").status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseUnknownParametersByName() {
        Answer answer = server.get("/api/v1/customers?colour=red");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("parameter").asString()).isEqualTo("colour");
        assertThat(answer.json().path("allowed").toString()).contains("health", "cursor");
    }

    @Test
    void shouldGiveProblemsForWhatSpringRefuses() {
        assertThat(server.get("/api/v1/nothing").status()).isEqualTo(404);
        assertThat(server.get("/api/v1/nothing").header("Content-Type")).startsWith("application/problem+json");
        Answer method = server.post("/api/v1/status", "");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).contains("GET");
        assertThat(method.header("Content-Type")).startsWith("application/problem+json");
        Answer accept = server.send(server.request("/api/v1/status").header("Accept", "image/png"));
        assertThat(accept.status()).isEqualTo(406);
        assertThat(accept.header("Content-Type")).startsWith("application/problem+json");
        assertThat(server.get("/actuator").status()).isEqualTo(404);
        assertThat(server.get("/actuator/env").status()).isEqualTo(404);
        assertThat(server.get("/actuator/heapdump").status()).isEqualTo(404);
    }

    @Test
    void shouldHaveARowForEachMetricOnThePageOfOperations() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operations.md"));
        List<String> metrics = Pattern.compile("(?m)^# TYPE (aegis_\\S+?)(?:_max)? ")
                .matcher(server.get("/actuator/prometheus").body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(metrics).hasSizeGreaterThan(15).allMatch(metric -> page.contains("`" + metric + "`"));
    }
}
