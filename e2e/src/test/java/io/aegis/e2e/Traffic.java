package io.aegis.e2e;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that posts batches of calls one after the other and sends each again, under its own key, until it has been
 * answered: what it counts as acknowledged is what a customer was promised.
 */
final class Traffic implements AutoCloseable {

    private static final int BATCH_EVENTS = 50;
    private static final int CUSTOMERS = 5;

    private final Api api;
    private final String name;
    private final Instant start;
    private final AtomicLong acknowledgedBatches = new AtomicLong();
    private final AtomicLong sentAgain = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile String refusal = "";

    Traffic(Api api, String name, Instant start) {
        this.api = api;
        this.name = name;
        this.start = start;
        this.thread = Thread.ofPlatform().name(name).start(this::run);
    }

    private void run() {
        for (long batch = 0; !stopping; batch++) {
            while (!post(batch)) {
                if (!refusal.isEmpty()) {
                    return;
                }
                sentAgain.incrementAndGet();
                Await.sleep(50);
            }
            acknowledgedBatches.incrementAndGet();
        }
    }

    private boolean post(long batch) {
        StringBuilder body = new StringBuilder();
        for (int event = 0; event < BATCH_EVENTS; event++) {
            int status = event % 10 == 0 ? 500 : 200;
            body.append(
                    "{\"type\":\"api_call\",\"customer\":\"%s-%d\",\"at\":\"%s\",\"method\":\"GET\",\"route\":\"/v1/things\",\"status\":%d}%n"
                            .formatted(name, event % CUSTOMERS, start.plusMillis(batch), status));
        }
        try {
            HttpResponse<String> response = api.send(api.request("/v1/events")
                    .header("Content-Type", "application/x-ndjson")
                    .header("Idempotency-Key", name + "-" + batch)
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build());
            if (response.statusCode() == 202) {
                return true;
            }
            if (response.statusCode() < 500 && response.statusCode() != 429) {
                refusal = response.statusCode() + " " + response.body();
            }
            return false;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Ends after the batch in hand has been acknowledged. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(60_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the last batch of " + name + " was never acknowledged");
        }
        if (!refusal.isEmpty()) {
            throw new AssertionError("a batch of " + name + " was refused: " + refusal);
        }
    }

    /** Calls that each of its customers must have, no more and no less. */
    long callsOfEachCustomer() {
        return acknowledgedBatches.get() * BATCH_EVENTS / CUSTOMERS;
    }

    long acknowledged() {
        return acknowledgedBatches.get();
    }

    long sentAgain() {
        return sentAgain.get();
    }

    /** Calls of a customer that the server knows of. */
    long known(int customer) {
        return api.get("/api/v1/customer?id=" + name + "-" + customer)
                .get("signals")
                .get("calls_total")
                .asLong();
    }
}
