package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The nginx of this machine with its access log, which it counts what it answered for. Close it. */
final class RealNginx implements AutoCloseable {

    private final Path directory;
    private final Path log;
    private final int port;
    private final Process process;
    private final AtomicInteger answered = new AtomicInteger();
    private final ReadWriteLock writing = new ReentrantReadWriteLock(true);
    private int rotations;

    private RealNginx(Path directory, int port, Process process) {
        this.directory = directory;
        this.log = directory.resolve("access.log");
        this.port = port;
        this.process = process;
    }

    static RealNginx start(Path directory) throws IOException, InterruptedException {
        int port = freePort();
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
        Process process = new ProcessBuilder("/usr/sbin/nginx", "-c", conf.toString(), "-p", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.out").toFile())
                .start();
        RealNginx nginx = new RealNginx(directory, port, process);
        for (int i = 0; i < 100 && !Files.exists(nginx.log); i++) {
            Thread.sleep(50);
        }
        assertThat(nginx.log)
                .as(Files.readString(directory.resolve("nginx.out")))
                .exists();
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

    Path log() {
        return log;
    }

    /** Requests of {@code nginx-customer} that it answered, so that each has its line. */
    int answered() {
        return answered.get();
    }

    void load(int requests) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/a"))
                    .header("X-Customer-Id", "nginx-customer")
                    .build();
            for (int i = 0; i < requests; i++) {
                writing.readLock().lock();
                try {
                    http.send(request, HttpResponse.BodyHandlers.discarding());
                    answered.incrementAndGet();
                } finally {
                    writing.readLock().unlock();
                }
            }
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** As logrotate does by default: renamed, then nginx is told to open its log anew. */
    void rotate() throws IOException, InterruptedException {
        Files.move(log, next());
        new ProcessBuilder("kill", "-USR1", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /**
     * As logrotate does with {@code copytruncate}. What is written between copying and truncating is lost by it, whoever
     * reads; so for that moment nothing is.
     */
    void copyAndTruncate() throws IOException {
        writing.writeLock().lock();
        try {
            // nginx writes its line after the answer has gone out.
            Thread.sleep(20);
            Files.copy(log, next(), StandardCopyOption.COPY_ATTRIBUTES);
            try (OutputStream emptied = Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING)) {
                emptied.flush();
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        } finally {
            writing.writeLock().unlock();
        }
    }

    private Path next() {
        return directory.resolve("access.log." + ++rotations);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
