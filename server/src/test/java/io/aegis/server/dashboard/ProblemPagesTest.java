package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.OnDemo;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and programs are told where nothing is, and while the database fails. */
@ExtendWith(OnDemo.class)
final class ProblemPagesTest {

    private final TestServer server;

    ProblemPagesTest(TestServer server) {
        this.server = server;
    }

    @Test
    void shouldShowAPageToBrowsersAndAProblemToPrograms() {
        Answer page = asBrowser("/nowhere");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("<h1>Not found</h1>", "There is no page at /nowhere.");
        Answer problem = server.get("/nowhere");
        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.json().get("detail").asString()).contains("Nothing is at /nowhere.", "/openapi.yaml");
        assertThat(asBrowser("/api/v1/nowhere").json().get("status").asInt()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query=%E1%80", "owner=%00"})
    void shouldRefuseParametersThatAreNoText(String query) {
        for (String page : List.of("/", "/customers", "/customers.csv", "/customer")) {
            Answer shown = asBrowser(page + "?" + query);
            assertThat(shown.status()).as(page).isEqualTo(400);
            assertThat(shown.body()).contains("This cannot be done", "percent-encoded");
        }
        Answer problem = server.get("/api/v1/customers?" + query);
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.json().get("detail").asString())
                .containsIgnoringCase("parameter")
                .doesNotContain("failed inside");
    }

    @Test
    void shouldSayWhichStatusOrRuleOfAnAddressIsUnknown() {
        assertThat(asBrowser("/?status=opne").body()).contains("There is no status (opne). Use all, ended, ");
        assertThat(asBrowser("/?rule=eror").body()).contains("There is no rule (eror). Those in force are ");
        assertThat(asBrowser("/?status=eror").status()).isEqualTo(400);
        assertThat(asBrowser("/?status=held&rule=error_debugging").status()).isEqualTo(200);
    }

    /** What curl says of a body where it is not told its type: read as a form, the file would be a parameter's name. */
    @Test
    void shouldSayWhichTypeARuleFileHas() {
        for (String method : List.of("POST /api/v1/rules/backtest", "PUT /api/v1/rules")) {
            String[] call = method.split(" ");
            Answer answer = server.send(server.request(call[1])
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(call[0], BodyPublishers.ofString("rules: []")));
            assertThat(answer.status()).as(method).isEqualTo(415);
            assertThat(answer.json().get("detail").asString()).contains("is not YAML", "Use application/yaml");
        }
    }

    /** A line that is wrong as a whole has no field, and none is called null. */
    @Test
    void shouldNameAFieldOfALineOnlyWhereOneIsWrong() {
        server.events("{\"type\":\"api_call\",\"customer\":\"field\",\"status\":\"many\"}\n");
        String retry = "/api/v1/rejected/" + server.awaitFirst("/api/v1/rejected") + "/retry";
        Answer whole = server.post(retry, "{\"text\":\"no event\"}");
        assertThat(whole.status()).isEqualTo(400);
        assertThat(whole.json().get("detail").asString()).startsWith("The line is refused again: ");
        assertThat(whole.json().has("field")).isFalse();
        Answer one = server.post(retry, "{\"text\":\"{\\\"type\\\":\\\"nothing\\\"}\"}");
        assertThat(one.json().get("field").asString()).isEqualTo("type");
    }

    /** Who looks after the server learns it too, not only who sent the file. */
    @Test
    void shouldCountARuleFileThatWasRefusedAndKeepTheRules() {
        String before = server.get("/api/v1/rules").body();
        Answer answer = server.send(server.request("/api/v1/rules")
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString("rules: [{id: a, when: eror_rate > 1}]")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("problems").get(0).get("message").asString())
                .isEqualTo("there is no signal eror_rate; did you mean error_rate?");
        assertThat(server.get("/api/v1/rules").body()).isEqualTo(before);
        assertThat(server.get("/actuator/prometheus").body()).containsPattern("aegis_rules_refused_total [1-9]");
    }

    @Test
    void shouldSayWhatIsWrongWithASnooze() {
        String snooze = "/api/v1/interventions/any/snooze";
        assertThat(server.post(snooze, "{}").json().get("detail").asString()).startsWith("Field (until) is missing.");
        Answer late = server.post(snooze, "{\"until\":\"2199-01-01T00:00:00Z\"}");
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.json().get("detail").asString()).contains("2199-01-01T00:00:00Z), more than a year ahead");
    }

    @Test
    @Tag("slow")
    void shouldSayThatTheDatabaseIsAwayAndHowToGoOn() throws SQLException {
        try (Connection last = connection();
                Statement statement = last.createStatement()) {
            statement.execute("alter role current_user nologin");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where usename = current_user and pid <> pg_backend_pid()");
            try {
                var later = CompletableFuture.supplyAsync(() -> server.get("/api/v1/customers"));
                Answer page = asBrowser("/customers");
                assertThat(page.status()).isEqualTo(503);
                assertThat(page.body())
                        .contains(
                                "Not possible at present", "What was accepted is safe", "./aegis doctor", "Try again");
                Answer problem = later.join();
                assertThat(problem.status()).isEqualTo(503);
                assertThat(problem.json().get("detail").asString())
                        .contains("The database does not answer", "Try again");
            } finally {
                statement.execute("alter role current_user login");
            }
        }
        assertThat(asBrowser("/customers").status()).isEqualTo(200);
    }

    @Test
    void shouldNotBlameTheDatabaseForAQuestionItRefuses() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table customer rename to away");
            try {
                assertThat(server.get("/api/v1/customers").status()).isEqualTo(500);
            } finally {
                statement.execute("alter table away rename to customer");
            }
        }
    }

    private Answer asBrowser(String path) {
        return server.send(server.request(path)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .GET());
    }

    private Connection connection() throws SQLException {
        return server.server().monitor().dataSource().getConnection();
    }
}
