package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The nginx of this machine with its access log; it counts its requests itself. Close it. */
final class RealNginx implements AutoCloseable {

    /** Connections accepted and handled, requests: the line of figures that stub_status gives. */
    private static final Pattern STATUS = Pattern.compile("^ \\d+ \\d+ (\\d+)", Pattern.MULTILINE);

    private static final Duration LINES_WAIT_MAX = Duration.ofSeconds(60);

    private final Path directory;
    private final Path log;
    private final int port;
    private final Process process;
    private final AtomicInteger statusAsked = new AtomicInteger();
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
                  server {
                    listen 127.0.0.1:%2$d;
                    location / { return 200 "ok"; }
                    location = /status { access_log off; stub_status; }
                  }
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

    /**
     * Requests of {@code nginx-customer} that it handled, as it counts them itself: also one whose client saw no answer
     * has its line.
     */
    long handled() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status"))
                    .build();
            String status =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher figures = STATUS.matcher(status);
            assertThat(figures.find()).as(status).isTrue();
            return Long.parseLong(figures.group(1)) - statusAsked.incrementAndGet();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
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
            awaitLines();
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

    /** nginx writes its line after the answer has gone out. */
    private void awaitLines() throws IOException, InterruptedException {
        long handled = handled();
        long end = System.nanoTime() + LINES_WAIT_MAX.toNanos();
        while (lines() < handled) {
            assertThat(System.nanoTime()).as("lines of (%d) requests", handled).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private long lines() throws IOException {
        long lines = 0;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "access.log*")) {
            for (Path log : logs) {
                try (Stream<String> each = Files.lines(log)) {
                    lines += each.count();
                }
            }
        }
        return lines;
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
