package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.TestData;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people and programs are told where nothing is, and while the database fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProblemPagesTest {

    @TempDir
    private static Path directory;

    private TestServer server;

    @BeforeAll
    void start() {
        TestData.begin(directory);
        server = TestServer.demo(directory);
    }

    @AfterAll
    void stop() {
        server.close();
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

    @Test
    void shouldSayThatTheDatabaseFailsAndHowToGoOn() throws SQLException {
        execute("alter table customer rename to away");
        try {
            Answer page = asBrowser("/customers");
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.body())
                    .contains("Not possible at present", "What was accepted is safe", "./aegis doctor", "Try again");
            Answer problem = server.get("/api/v1/customers");
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.json().get("detail").asString()).contains("The database does not answer", "Try again");
        } finally {
            execute("alter table away rename to customer");
        }
        assertThat(asBrowser("/customers").status()).isEqualTo(200);
    }

    private Answer asBrowser(String path) {
        return server.send(server.request(path)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .GET());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.server().monitor().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
