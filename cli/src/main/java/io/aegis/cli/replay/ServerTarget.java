package io.aegis.cli.replay;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.event.EventWriter;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends the stream to a server in batches of NDJSON, one request at a time, each until it is answered. */
final class ServerTarget implements Target {

    private static final int BATCH_BYTES = 1 << 20;
    private static final int CUSTOMERS_COUNTED_MAX = 5_000_000;
    private static final int PAGE = 500;
    private static final String STATUS = "/api/v1/status";
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final int LOOKS_MAX = 600;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerCalls calls;
    private final KeyBase keys;
    private final PrintWriter notes;
    private final Tally tally;
    private final EventWriter batch = new EventWriter();
    private final Set<String> customers = new HashSet<>();
    private long batches;
    private boolean finished;

    private ServerTarget(ServerCalls calls, KeyBase keys, PrintWriter notes, Tally tally) {
        this.calls = calls;
        this.keys = keys;
        this.notes = notes;
        this.tally = tally;
    }

    /** @throws WrongInput if the server's time is not driven by what is sent */
    static ServerTarget connect(ServerAddress address, KeyBase keys, PrintWriter notes, Tally tally)
            throws InterruptedException {
        ServerCalls calls = new ServerCalls(address, notes);
        JsonNode status = read(calls.get(STATUS));
        String mode = status.path("time_mode").asString("");
        if (!mode.equals("source")) {
            throw new WrongInput("the server at " + address.base() + " runs in " + mode
                    + " time, and a log brings its own: start one with serve --time source, or replay --offline");
        }
        return new ServerTarget(calls, keys, notes, tally);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    @Override
    public void event(PublicEvent event, Place place) throws IOException, InterruptedException {
        if (customers.size() < CUSTOMERS_COUNTED_MAX && customers.add(event.customer())) {
            tally.customers++;
        }
        String id = keys.eventId(place.file(), place.line(), event.id());
        batch.add(new PublicEvent(event.customer(), event.atMillis(), id, event.fact(), event.profile()));
        sendIfFull();
    }

    @Override
    public void tick(long atMillis) throws IOException, InterruptedException {
        batch.add(new PublicTick(atMillis));
        sendIfFull();
    }

    private void sendIfFull() throws IOException, InterruptedException {
        if (batch.size() >= BATCH_BYTES) {
            send();
        }
    }

    @Override
    public void finish() throws IOException, InterruptedException {
        if (!finished && batch.size() > 0) {
            send();
        }
        finished = true;
        if (tally.refused > 0) {
            notes.printf("aegis: the server refused %,d lines%n", tally.refused);
        }
    }

    private void send() throws IOException, InterruptedException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(batch.size() / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed, 1 << 16)) {
            batch.drainTo(gzip);
        }
        HttpResponse<String> answer = calls.post("/v1/events", packed.toByteArray(), keys.batchKey(batches++));
        JsonNode receipt = read(answer);
        long rejected = receipt.path("rejected").asLong(0);
        if (rejected > 0 && tally.refused == 0) {
            JsonNode first = receipt.path("errors").path(0);
            notes.printf(
                    "aegis: the server refused a line: %s%n",
                    first.path("reason").asString(answer.body()));
        }
        tally.refused += rejected;
    }

    /** All interventions that the server knows. */
    History history() throws InterruptedException {
        awaitTables();
        List<History.Row> rows = new ArrayList<>();
        String cursor = null;
        do {
            String next = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            JsonNode page = read(calls.get("/api/v1/interventions?status=all&limit=" + PAGE + next));
            for (JsonNode item : page.path("items")) {
                rows.add(row(item));
            }
            cursor = text(page, "next");
        } while (cursor != null);
        return new History(rows);
    }

    /** The tables follow the journal: what was just sent is in them once they have come to where it stands now. */
    private void awaitTables() throws InterruptedException {
        long sent = read(calls.get(STATUS)).path("journal").path("position").asLong(0);
        for (int look = 0; look < LOOKS_MAX; look++) {
            if (read(calls.get(STATUS)).path("journal").path("projected").asLong(0) >= sent) {
                return;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        throw new WorkFailure("the server has not written what it took to its tables: see its log, then ask again");
    }

    private static History.Row row(JsonNode item) {
        String rule = text(item, "rule");
        String openedAt = text(item, "opened_at");
        if (rule == null || openedAt == null) {
            throw new WorkFailure("the server answered an intervention without rule or opened_at: " + item);
        }
        String status = text(item, "status");
        return new History.Row(
                rule,
                text(item, "customer"),
                openedAt,
                text(item, "cleared_at"),
                status == null ? "" : status,
                item.path("reopenings").asInt(0),
                text(item, "reason"),
                text(item, "end_reason"));
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.asString() : null;
    }
}
