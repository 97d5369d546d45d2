package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customer records from a real MariaDB. */
@Tag("long")
final class MariaDbTest {

    @TempDir
    Path directory;

    private static String program(String name) {
        for (String place : List.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/")) {
            if (Files.isExecutable(Path.of(place + name))) {
                return place + name;
            }
        }
        throw new IllegalStateException(name + " is missing: run  sudo apt-get install mariadb-server");
    }

    private Process start(String... line) throws IOException {
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "mariadb.log"))
                .start();
    }

    private static void await(Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isSo.call()) {
            assertThat(System.nanoTime()).as("waited 30 s").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "root", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldReadChangesAndFindWhatIsGone() throws Exception {
        Path data = directory.resolve("mariadb");
        String user = "--user=" + System.getProperty("user.name");
        assertThat(start(
                                program("mariadb-install-db"),
                                user,
                                "--datadir=" + data,
                                "--auth-root-authentication-method=normal")
                        .waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        int port = port();
        Process mariadb = start(
                program("mariadbd"),
                "--no-defaults",
                user,
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + directory.resolve("s"));
        try {
            String url = "jdbc:mariadb://127.0.0.1:" + port + "/";
            await(() -> {
                try {
                    execute(url, "select 1");
                    return true;
                } catch (SQLException notYet) {
                    return false;
                }
            });
            execute(
                    url,
                    "create database crm",
                    "create table crm.account (id varchar(40) primary key, name varchar(80), plan varchar(20),"
                            + " optout boolean, changed timestamp(6) default current_timestamp(6)"
                            + " on update current_timestamp(6))",
                    "insert into crm.account (id, name, plan, optout) values ('m1', 'Märia', 'gold', 0),"
                            + " ('m2', 'Two', null, 1)");
            read(url + "crm");
        } finally {
            mariadb.destroy();
            assertThat(mariadb.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void read(String url) throws Exception {
        Path config = Files.writeString(directory.resolve("aegis.yaml"), """
                plans: {gold: enterprise}
                sources:
                  - type: jdbc
                    name: crm
                    url: "%s"
                    user: root
                    query: select * from account where changed > :since order by changed
                    high_water: changed
                    every: 1s
                    columns: {id: customer, name: name, plan: tier, optout: do_not_contact}
                """.formatted(url));
        try (TestServer server = TestServer.closed(directory.resolve("data"), TimeMode.WALL, config)) {
            await(() -> server.get("/api/v1/customers/m2").status() == 200);
            assertThat(server.get("/api/v1/customers/m1").body()).contains("Märia", "\"tier\":\"enterprise\"");
            execute(url, "update account set name = 'Anew' where id = 'm2'");
            await(() -> server.get("/api/v1/customers/m2").body().contains("Anew"));
            execute(url, "delete from account where id = 'm1'", "alter table account rename column plan to product");
            await(() -> server.get("/api/v1/sources").body().contains("gives no column (plan)"));
            assertThat(server.post("/api/v1/sources/crm/compare", "").status()).isEqualTo(502);
            execute(url, "alter table account rename column product to plan");
            assertThat(server.post("/api/v1/sources/crm/compare", "").json().toString())
                    .contains("\"gone\":[\"m1\"]", "\"removed\":0");
            assertThat(server.post("/api/v1/sources/crm/compare?remove=true", "")
                            .body())
                    .contains("\"removed\":1");
            await(() -> server.get("/api/v1/customers/m1").status() == 404);
            assertThat(server.post("/api/v1/sources/none/compare", "").status()).isEqualTo(404);
        }
    }
}
