package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.RunningServer;
import io.aegis.server.ServerMain;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx whose log is followed while it is rotated and truncated. */
@Tag("slow")
final class NginxTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void shouldCountEveryRequestOnceThroughRotationAndTruncation() throws Exception {
        try (RealNginx nginx = RealNginx.start(directory)) {
            ServerOptions options = options(nginx);
            try (RunningServer server = ServerMain.start(options)) {
                try (Load load = new Load(nginx)) {
                    for (int i = 0; i < 3; i++) {
                        load.runFor(500);
                        nginx.rotate();
                        load.runFor(300);
                        nginx.copyAndTruncate();
                    }
                    load.runFor(300);
                }
                await(server, nginx);
            }
            nginx.load(300);
            nginx.rotate();
            nginx.load(100);
            try (RunningServer server = ServerMain.start(options)) {
                await(server, nginx);
            }
        }
    }

    /** The program dies in the middle of a step; its log goes on, is renamed and truncated meanwhile. */
    @Test
    void shouldCountEveryRequestOnceWhenTheServerIsKilledMeanwhile() throws Exception {
        try (RealNginx nginx = RealNginx.start(directory)) {
            ServerOptions options = options(nginx);
            try (Load load = new Load(nginx)) {
                for (int round = 0; round < 3; round++) {
                    Process program = program();
                    load.runFor(400);
                    nginx.rotate();
                    load.runFor(300);
                    nginx.copyAndTruncate();
                    load.runFor(100 + 130L * round);
                    program.destroyForcibly().waitFor();
                    nginx.copyAndTruncate();
                    load.runFor(100);
                    nginx.rotate();
                }
            }
            assertThat(nginx.handled()).as("requests").isGreaterThan(2_000);
            try (RunningServer server = ServerMain.start(options)) {
                await(server, nginx);
            }
        }
    }

    private ServerOptions options(RealNginx nginx) throws IOException {
        Path config = directory.resolve("aegis.yaml");
        Files.writeString(
                config, "sources: [{type: file, name: gateway, path: '" + nginx.log() + "', format: nginx-json}]\n");
        Path data = directory.resolve("data");
        TestData.begin(data);
        return new ServerOptions(0, true, data, null, TimeMode.WALL, false, config, null);
    }

    /** A server in a process of its own, once it is ready. */
    private Process program() throws IOException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TailingProgram.class.getName(),
                        directory.resolve("data").toString(),
                        directory.resolve("aegis.yaml").toString())
                .redirectError(ProcessBuilder.Redirect.to(
                        directory.resolve("program.err").toFile()))
                .start();
        BufferedReader said = program.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine())
                .as(Files.readString(directory.resolve("program.err")))
                .startsWith("ready");
        return program;
    }

    /** Two clients that ask without a pause until it is closed. */
    private static final class Load implements AutoCloseable {

        private final AtomicBoolean done = new AtomicBoolean();
        private final List<Thread> clients = new ArrayList<>();

        Load(RealNginx nginx) {
            for (int i = 0; i < 2; i++) {
                clients.add(Thread.ofPlatform().start(() -> {
                    while (!done.get()) {
                        nginx.load(50);
                    }
                }));
            }
        }

        void runFor(long millis) throws InterruptedException {
            Thread.sleep(millis);
        }

        @Override
        public void close() {
            done.set(true);
            for (Thread client : clients) {
                try {
                    client.join();
                } catch (InterruptedException stopped) {
                    throw new AssertionError(stopped);
                }
            }
        }
    }

    private static void await(RunningServer server, RealNginx nginx) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        long handled = nginx.handled();
        while (calls(server) < handled && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        Thread.sleep(500);
        assertThat(calls(server)).isEqualTo(handled);
    }

    private static long calls(RunningServer server) {
        return server.monitor()
                .customers()
                .byId("nginx-customer")
                .map(detail -> ((Number) detail.view().signals().getOrDefault("calls_total", 0L)).longValue())
                .orElse(0L);
    }
}
