package io.aegis.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.server.testing.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class DatabaseTest {

    @TempDir
    Path directory;

    @BeforeEach
    void begin() {
        TestData.begin(directory);
    }

    @Test
    void shouldMakeOneThatSyncsEveryCommit() throws SQLException {
        try (Database database = Database.open(directory.resolve("new"), null)) {
            assertThat(ask(database, "show fsync")).isEqualTo("on");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(database, "show unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void shouldRefuseASecondProcessAtOnce() {
        try (Database first = Database.open(directory, null)) {
            assertThat(first.embedded()).isTrue();
            assertThatThrownBy(() -> Database.open(directory, null))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void shouldJoinARunningOneFromBeside() throws SQLException, IOException {
        try (Database running = Database.open(directory, null)) {
            execute(running, "insert into setting values ('greeting', 'hello')");
            try (Database beside = Database.beside(directory, null)) {
                assertThat(ask(beside, "select value from setting where name = 'greeting'"))
                        .isEqualTo("hello");
            }
            assertThat(ask(running, "select 1")).isEqualTo("1");
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("server.json")))
                .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void shouldKeepItsDataAndStartWarmWithinASecondOrTwo() throws SQLException {
        try (Database first = Database.open(directory, null)) {
            execute(first, "insert into setting values ('greeting', 'hello')");
        }
        Instant begin = Instant.now();
        try (Database again = Database.open(directory, null)) {
            assertThat(ask(again, "select value from setting where name = 'greeting'"))
                    .isEqualTo("hello");
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void shouldStartItAgainWhenItIsKilled() throws Exception {
        try (Database database = Database.open(directory, null)) {
            execute(database, "insert into setting values ('greeting', 'hello')");
            killNow(serverPid());

            assertThat(askPatiently(database, "select value from setting where name = 'greeting'"))
                    .isEqualTo("hello");
        }
    }

    @Test
    void shouldTakeOverWhatAKilledProcessLeft() throws Exception {
        Process child = startChild();
        long server = serverPid();
        // Its guard dies with it here, as when a whole session is killed: nobody is left to stop the server.
        for (ProcessHandle guard :
                ProcessHandle.of(child.pid()).orElseThrow().children().toList()) {
            if (guard.pid() != server) {
                killNow(guard.pid());
            }
        }
        killNow(child.pid());
        child.waitFor();
        ProcessHandle orphan = ProcessHandle.of(server).orElseThrow();
        assertThat(orphan.info().commandLine()).isPresent();

        try (Database database = Database.open(directory, null)) {
            assertThat(ask(database, "select value from setting where name = 'child'"))
                    .isEqualTo("was here");
        }
        // Nothing of it runs; its number may be taken until the system's first process has looked after it.
        assertThat(orphan.info().commandLine()).isEmpty();
    }

    @Test
    void shouldNotOutliveItsProcess() throws Exception {
        Process child = startChild();
        ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();

        killNow(child.pid());

        server.onExit().get(60, TimeUnit.SECONDS);
        assertThat(server.isAlive()).isFalse();
    }

    private Process startChild() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildProgram.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = child.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).isEqualTo("ready");
        return child;
    }

    private long serverPid() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("pg/data/postmaster.pid"))
                .getFirst()
                .trim());
    }

    static void killNow(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -KILL " + pid).start().waitFor();
    }

    static String askPatiently(Database database, String sql) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(20);
        while (true) {
            try {
                return ask(database, sql);
            } catch (SQLException e) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("the database did not come back", e);
                }
                Thread.sleep(50);
            }
        }
    }

    private static String ask(Database database, String sql) throws SQLException {
        try (Connection connection = database.readers().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.readers().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
