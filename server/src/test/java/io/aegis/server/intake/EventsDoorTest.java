package io.aegis.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.aegis.server.http.ProblemValve;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Each answer that the events door promises, against a real server. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventsDoorTest {

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path data) {
        server = TestServer.closed(data, TimeMode.WALL);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String call(String customer) {
        return "{\"type\":\"api_call\",\"customer\":\"" + customer + "\",\"at\":\"" + Instant.now()
                + "\",\"method\":\"GET\",\"route\":\"/v1/items\",\"status\":200}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private long total(String customer) {
        Answer answer = server.get("/api/v1/customers/" + customer);
        return answer.status() == 404 ? 0 : answer.json().path("calls_total").asLong();
    }

    private void assertTotal(String customer, long calls) throws InterruptedException {
        long giveUpNanos = System.nanoTime() + 20_000_000_000L;
        while (total(customer) != calls && System.nanoTime() < giveUpNanos) {
            Thread.sleep(20);
        }
        assertThat(total(customer)).as("calls of %s", customer).isEqualTo(calls);
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("detail").asString()).isNotEmpty();
    }

    @Test
    void shouldTakeLinesAndAnswerWhatItTook() throws InterruptedException {
        Answer answer = server.events(call("plain") + "\n" + call("plain") + "\n");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":2,\"rejected\":0,\"errors\":[]}");
        assertTotal("plain", 2);
    }

    @Test
    void shouldTakeOneObjectAndAnArray() throws InterruptedException {
        assertThat(server.events(bytes(call("json")), "application/json").status())
                .isEqualTo(202);
        assertThat(server.events(
                                bytes("[" + call("json") + "," + call("json") + "]"), "application/json; charset=utf-8")
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(2);
        assertTotal("json", 3);
    }

    @Test
    void shouldRefuseAWrongLineAlone() throws InterruptedException {
        String wrong = call("alone").replace("200", "\"many\"");
        Answer answer = server.events(call("alone") + "\n" + wrong + "\nnot json\n" + call("alone"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rejected").asInt()).isEqualTo(2);
        assertThat(answer.json().path("errors").get(0).path("line").asInt()).isEqualTo(2);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("status");
        assertThat(answer.json().path("errors").get(1).path("line").asInt()).isEqualTo(3);
        assertTotal("alone", 2);
    }

    @Test
    void shouldAnswer400WithTheSameBodyWhenAllLinesAreBad() {
        Answer answer = server.events("{\"type\":\"nothing\"}\n{}\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("accepted").asInt(-1)).isZero();
        assertThat(answer.json().path("rejected").asInt()).isEqualTo(2);
    }

    @Test
    void shouldTakeGzipAndZstd() throws Exception {
        byte[] lines = bytes((call("packed") + "\n").repeat(100));
        assertThat(server.events(gzip(lines), "application/x-ndjson", "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(202);
        assertThat(server.events(Zstd.compress(lines), "application/x-ndjson", "Content-Encoding", "zstd")
                        .status())
                .isEqualTo(202);
        assertTotal("packed", 200);
    }

    /** With a checksum: without one a frame that was changed may well be another frame. */
    private static byte[] zstd(byte[] plain) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            return context.setChecksum(true).compress(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void shouldTakeNothingOfBrokenCompression(String encoding) throws Exception {
        byte[] lines = bytes((call("broken") + "\n").repeat(1_000));
        byte[] whole = encoding.equals("gzip") ? gzip(lines) : zstd(lines);
        byte[] cut = Arrays.copyOf(whole, whole.length - 5);
        byte[] corrupt = whole.clone();
        Arrays.fill(corrupt, whole.length / 2, whole.length / 2 + 20, (byte) 0x55);
        assertProblem(server.events(cut, "application/x-ndjson", "Content-Encoding", encoding), 400);
        assertProblem(server.events(corrupt, "application/x-ndjson", "Content-Encoding", encoding), 400);
        assertProblem(server.events(lines, "application/x-ndjson", "Content-Encoding", encoding), 400);
        assertThat(total("broken")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void shouldRefuseABomb(String encoding) throws Exception {
        byte[] zeros = new byte[80 << 20];
        byte[] bomb = encoding.equals("gzip") ? gzip(zeros) : Zstd.compress(zeros);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertProblem(server.events(bomb, "application/x-ndjson", "Content-Encoding", encoding), 413);
    }

    @Test
    void shouldRefuseAFullBodyBeforeReadingIt() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            long length = 20L << 20;
            out.write(bytes("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + server.token()
                    + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + length + "\r\n\r\n"));
            byte[] piece = new byte[1 << 16];
            for (long sent = 0; sent < length; sent += piece.length) {
                out.write(piece);
            }
            out.flush();
            byte[] head = socket.getInputStream().readNBytes(12);
            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void shouldRefuseABodyWithoutLengthThatIsTooLarge() {
        byte[] large = new byte[(16 << 20) + 1];
        var stream = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large));
        assertProblem(
                server.send(server.request("/v1/events")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(stream)),
                413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/json; charset=latin1"
            })
    void shouldRefuseOtherContentTypes(String type) {
        assertProblem(server.events(bytes(call("typed")), type), 415);
    }

    @Test
    void shouldRefuseOtherEncodings() {
        assertProblem(server.events(bytes(call("encoded")), "application/json", "Content-Encoding", "br"), 415);
    }

    @Test
    void shouldTakeNothingOfABodyThatIsNotUtf8() {
        byte[] body = bytes(call("utf") + "\n" + call("utf?"));
        body[body.length - 3] = (byte) 0xff;
        assertProblem(server.events(body, "application/x-ndjson"), 400);
        assertThat(total("utf")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/json"})
    void shouldTakeNothingOfABodyThatIsTooDeep(String type) {
        String deep = "{\"type\":\"track\",\"customer\":\"deep\",\"x\":" + "[".repeat(70) + "]".repeat(70) + "}";
        byte[] body =
                bytes(type.endsWith("ndjson") ? call("deep") + "\n" + deep : "[" + call("deep") + "," + deep + "]");
        assertProblem(server.events(body, type), 400);
        assertThat(total("deep")).isZero();
    }

    @Test
    void shouldCountARequestOnce() throws InterruptedException {
        byte[] body = bytes(call("once"));
        Answer first = server.events(body, "application/json", "Idempotency-Key", "k1");
        Answer second = server.events(body, "application/json", "Idempotency-Key", "k1");
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertProblem(server.events(bytes(call("other")), "application/json", "Idempotency-Key", "k1"), 422);
        assertTotal("once", 1);
        assertThat(total("other")).isZero();
    }

    @Test
    void shouldCountARecordIdOnce() throws InterruptedException {
        String line = call("record").replace("{\"type\"", "{\"id\":\"r-1\",\"type\"");
        server.events(line);
        server.events(line + "\n" + call("record"));
        assertTotal("record", 2);
    }

    @Test
    void shouldTakeCloudEvents() throws InterruptedException {
        String data = "{\"method\":\"GET\",\"route\":\"/v1/items\",\"status\":200}";
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/gateway\",\"type\":\"aegis.api_call\","
                + "\"subject\":\"cloud\",\"time\":\"" + Instant.now() + "\",\"data\":" + data + "}";
        assertThat(server.events(bytes(event.formatted("a")), "application/cloudevents+json")
                        .status())
                .isEqualTo(202);
        Answer batch = server.events(
                bytes("[" + event.formatted("b") + "," + event.formatted("a") + "]"),
                "application/cloudevents-batch+json");
        assertThat(batch.status()).isEqualTo(202);
        Answer binary = server.events(
                bytes(data),
                "application/json",
                "ce-specversion",
                "1.0",
                "ce-id",
                "c",
                "ce-source",
                "/gateway",
                "ce-type",
                "aegis.api_call",
                "ce-subject",
                "cloud",
                "ce-time",
                Instant.now().toString());
        assertThat(binary.status()).as("%s", binary).isEqualTo(202);
        assertTotal("cloud", 3);
    }

    @Test
    void shouldNameOneCustomerInBothFormsOfACloudEvent() throws InterruptedException {
        String data = "{\"method\":\"GET\",\"route\":\"/v1/items\",\"status\":200,\"at\":\"" + Instant.now() + "\"}";
        String envelope =
                "{\"specversion\":\"1.0\",\"id\":\"n1\",\"source\":\"/names\",\"type\":\"aegis.api_call\",\"subject\":"
                        + "\"M\u00fcller\",\"data\":" + data + "}";
        assertThat(server.events(bytes(envelope), "application/cloudevents+json")
                        .status())
                .isEqualTo(202);
        assertThat(server.events(
                                bytes(data),
                                "application/json",
                                "ce-specversion",
                                "1.0",
                                "ce-id",
                                "n2",
                                "ce-source",
                                "/names",
                                "ce-type",
                                "aegis.api_call",
                                "ce-subject",
                                "M%C3%BCller")
                        .status())
                .isEqualTo(202);
        assertTotal("M%C3%BCller", 2);
    }

    @Test
    void shouldRefuseOtherMethods() throws IOException {
        assertProblem(server.get("/v1/events"), 405);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(bytes("TRACE /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 405")
                    .contains("application/problem+json");
        }
    }

    private String raw(String request, boolean cut) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (cut) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldSayWhatIsBrokenInATransferAndLogNoTrace() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(ProblemValve.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        String head = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + server.token() + "\r\nContent-Type: application/x-ndjson\r\n";
        assertThat(raw(head + "Content-Length: 90\r\n\r\n{\"type\":", true))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "ended before its Content-Length", "send it again");
        assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", false))
                .startsWith("HTTP/1.1 400")
                .contains("Invalid chunk header", "its length in hex");
        assertThat(raw(head + "X-Big: " + "a".repeat(70_000) + "\r\n\r\n", false))
                .startsWith("HTTP/1.1 400")
                .contains("larger than 16,384 bytes");
        assertThat(raw("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", true))
                .startsWith("HTTP/1.1 400")
                .contains("plain HTTP, not TLS");
        logger.detachAppender(log);
        assertThat(log.list).hasSize(4).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void shouldRefuseEventsFromTheFuture() {
        String ahead = call("ahead").replace(Instant.now().toString().substring(0, 10), "2999-01-01");
        Answer answer = server.events(ahead);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("at");
    }

    @Test
    void shouldLetAnEarlyAnswerBeRead() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            long length = 40L << 20;
            out.write(bytes("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n"));
            byte[] piece = new byte[1 << 16];
            for (long sent = 0; sent < length; sent += piece.length) {
                out.write(piece);
            }
            byte[] head = socket.getInputStream().readNBytes(12);
            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
        }
    }
}
