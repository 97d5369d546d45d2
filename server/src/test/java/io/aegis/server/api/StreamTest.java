package io.aegis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the engine decides is on the stream at once, on each stream, and after a break too. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path data) {
        server = TestServer.demo(data);
        server.events(Bodies.tick("2025-11-01T10:00:00Z"));
    }

    @AfterAll
    void stop() {
        client.shutdownNow();
        server.close();
    }

    private record Event(String id, String kind, String data, long nanos) {}

    /** One open stream, read by a thread of its own. */
    private final class Listening implements AutoCloseable {
        private final InputStream stream;
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        Listening(String lastId) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/api/v1/stream"));
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            stream = response.body();
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                String id = "";
                String kind = "";
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("event: ")) {
                        kind = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        events.add(new Event(id, kind, line.substring(6), System.nanoTime()));
                    }
                }
            } catch (IOException closed) {
                events.add(new Event("", "closed", "", System.nanoTime()));
            }
        }

        Event next(String kind, String part) throws InterruptedException {
            long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (true) {
                Event event = events.poll(giveUpNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(event).as("an event %s with %s", kind, part).isNotNull();
                if (event.kind.equals(kind) && event.data.contains(part)) {
                    return event;
                }
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private void fail(String customer) {
        server.events(Bodies.calls(customer, 300, 150) + Bodies.tick("2025-11-01T10:10:00Z"));
    }

    @Test
    void shouldTellAnOpeningAtOnce() throws Exception {
        try (var stream = new Listening("")) {
            server.events(Bodies.customer("quick", "\"name\":\"Quick\""));
            stream.next("customer", "\"quick\"");
            long beforeNanos = System.nanoTime();
            server.post("/api/v1/monitor/check", "");
            fail("quick");
            Event opened = stream.next("intervention", "\"error_debugging\"");
            assertThat(opened.data).contains("\"quick\"", "\"status\":\"open\"");
            assertThat(TimeUnit.NANOSECONDS.toMillis(opened.nanos - beforeNanos))
                    .isLessThan(5_000);
            String id = opened.data.replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
            long movedNanos = System.nanoTime();
            assertThat(server.post("/api/v1/interventions/" + id + "/acknowledge", "")
                            .status())
                    .isEqualTo(200);
            Event acknowledged = stream.next("intervention", "\"acknowledged_at\":\"2025");
            assertThat(TimeUnit.NANOSECONDS.toMillis(acknowledged.nanos - movedNanos))
                    .isLessThan(5_000);
        }
    }

    @Test
    void shouldGoOnAfterTheLastIdSeen() throws Exception {
        String lastId;
        try (var stream = new Listening("")) {
            server.events(Bodies.customer("before", "\"name\":\"Before\""));
            lastId = stream.next("customer", "\"before\"").id;
        }
        server.events(Bodies.customer("between", "\"name\":\"Between\""));
        try (var stream = new Listening(lastId)) {
            Event next = stream.next("customer", "\"between\"");
            assertThat(Long.parseLong(next.id)).isGreaterThan(Long.parseLong(lastId));
        }
    }

    @Test
    void shouldTellEachOfTwoHundred() throws Exception {
        List<Listening> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                streams.add(new Listening(""));
            }
            server.events(Bodies.customer("everyone", "\"name\":\"Everyone\""));
            for (Listening stream : streams) {
                stream.next("customer", "\"everyone\"");
            }
        } finally {
            for (Listening stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void shouldShowTheRowThatTheListGives() throws Exception {
        try (var stream = new Listening("")) {
            server.events(Bodies.customer("same", "\"name\":\"Same\""));
            Event told = stream.next("customer", "\"same\"");
            var listed = server.get("/api/v1/customers?query=same")
                    .json()
                    .path("items")
                    .get(0);
            assertThat(tools.jackson.databind.json.JsonMapper.shared()
                            .readTree(told.data)
                            .propertyNames())
                    .containsExactlyInAnyOrderElementsOf(listed.propertyNames());
        }
    }
}
