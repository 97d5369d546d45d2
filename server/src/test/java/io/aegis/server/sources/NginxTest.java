package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.RunningServer;
import io.aegis.server.ServerMain;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestData;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx whose log is followed while it is rotated and truncated. */
@Tag("slow")
final class NginxTest {

    @TempDir
    Path directory = Path.of("");

    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void shouldCountEveryRequestOnceThroughRotationAndTruncation() throws Exception {
        int port = freePort();
        Path log = directory.resolve("access.log");
        Process nginx = nginx(port, log);
        Path config = directory.resolve("aegis.yaml");
        Files.writeString(config, "sources: [{type: file, name: gateway, path: '" + log + "', format: nginx-json}]\n");
        Path data = directory.resolve("data");
        TestData.begin(data);
        ServerOptions options = new ServerOptions(0, true, data, null, TimeMode.WALL, false, config, null);
        try {
            try (RunningServer server = ServerMain.start(options)) {
                rotateUnderLoad(port, nginx, log);
                await(server);
                truncate(log);
                load(port, 200);
                await(server);
            }
            load(port, 300);
            Files.move(log, directory.resolve("access.log.7"));
            reopen(nginx);
            load(port, 100);
            try (RunningServer server = ServerMain.start(options)) {
                await(server);
            }
        } finally {
            nginx.destroy();
            nginx.waitFor();
        }
    }

    private void rotateUnderLoad(int port, Process nginx, Path log) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread load = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                load(port, 20);
            }
        });
        for (int i = 1; i <= 3; i++) {
            Thread.sleep(700);
            Files.move(log, directory.resolve("access.log." + i));
            reopen(nginx);
        }
        Thread.sleep(700);
        done.set(true);
        load.join();
    }

    private static void truncate(Path log) throws IOException {
        try (OutputStream emptied = Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING)) {
            emptied.flush();
        }
    }

    private void load(int port, int requests) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/a"))
                .header("X-Customer-Id", "nginx-customer")
                .build();
        for (int i = 0; i < requests; i++) {
            try {
                http.send(request, HttpResponse.BodyHandlers.discarding());
                answered.incrementAndGet();
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    private void await(RunningServer server) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (calls(server) < answered.get() && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        Thread.sleep(500);
        assertThat(calls(server)).isEqualTo(answered.get());
    }

    private static long calls(RunningServer server) {
        return server.monitor()
                .customers()
                .byId("nginx-customer")
                .map(detail -> ((Number) detail.view().signals().getOrDefault("calls_total", 0L)).longValue())
                .orElse(0L);
    }

    private static void reopen(Process nginx) throws Exception {
        new ProcessBuilder("kill", "-USR1", Long.toString(nginx.pid())).start().waitFor();
    }

    private Process nginx(int port, Path log) throws IOException, InterruptedException {
        Path conf = directory.resolve("nginx.conf");
        Files.writeString(conf, """
                daemon off; master_process on; worker_processes 2; pid %1$s/nginx.pid; error_log %1$s/error.log;
                %3$s
                events { worker_connections 256; }
                http {
                  client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
                  uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
                  log_format aegis escape=json '{"msec":"$msec","customer_id":"$http_x_customer_id",'
                    '"request_id":"$request_id","method":"$request_method","uri":"$uri","status":$status,'
                    '"request_time":$request_time}';
                  access_log %1$s/access.log aegis;
                  server { listen 127.0.0.1:%2$d; location / { return 200 "ok"; } }
                }
                """.formatted(directory, port, ownerIsRoot() ? "user root;" : ""));
        Process nginx = new ProcessBuilder("/usr/sbin/nginx", "-c", conf.toString(), "-p", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.out").toFile())
                .start();
        for (int i = 0; i < 100 && !Files.exists(log); i++) {
            Thread.sleep(50);
        }
        assertThat(log).as(Files.readString(directory.resolve("nginx.out"))).exists();
        return nginx;
    }

    private static boolean ownerIsRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
