package io.aegis.server.processing;

import io.aegis.server.projection.Changes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A thread that looks at the clock: ticks in wall time when something falls due, measures rates, tells the status. */
final class Clockwork implements Runnable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LOOK_MILLIS = 20;
    private static final int STATUS_EVERY = 1_000 / LOOK_MILLIS;
    private static final double SMOOTHING = 0.3;
    /** A minute. */
    private static final int RATES = 60;

    private final EventTimes times;
    private final Journalling journalling;
    private final Applier applier;
    private final Gathered gathered;
    private final Changes changes;
    private final Supplier<MonitorStatus> status;
    private volatile double eventsPerSecond;
    private volatile List<Double> rates = List.of();
    private volatile boolean closing;
    private long askedMillis = Long.MIN_VALUE;
    private long eventsBefore;
    private long nanosBefore = System.nanoTime();
    private String toldBefore = "";

    Clockwork(
            EventTimes times,
            Journalling journalling,
            Applier applier,
            Gathered gathered,
            Changes changes,
            Supplier<MonitorStatus> status) {
        this.times = times;
        this.journalling = journalling;
        this.applier = applier;
        this.gathered = gathered;
        this.changes = changes;
        this.status = status;
        this.eventsBefore = gathered.appliedEvents();
    }

    @Override
    public void run() {
        int looks = 0;
        while (!closing) {
            tickWhenDue();
            if (++looks % STATUS_EVERY == 0) {
                measure();
                tell();
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void tickWhenDue() {
        long due = applier.nextDueMillis();
        if (times.mode() == TimeMode.WALL && due <= times.clockMillis() && due != askedMillis) {
            askedMillis = due;
            journalling.offer(new Work.Due());
        }
    }

    private void measure() {
        long now = System.nanoTime();
        long events = gathered.appliedEvents();
        double rate = (events - eventsBefore) * 1e9 / (now - nanosBefore);
        eventsPerSecond =
                rate == 0 && eventsPerSecond < 0.5 ? 0 : eventsPerSecond + SMOOTHING * (rate - eventsPerSecond);
        rates = Stream.concat(rates.stream().skip(rates.size() < RATES ? 0 : 1), Stream.of(eventsPerSecond))
                .toList();
        eventsBefore = events;
        nanosBefore = now;
    }

    private void tell() {
        if (!changes.isHeard()) {
            return;
        }
        String json = json(status.get());
        if (!json.equals(toldBefore)) {
            toldBefore = json;
            changes.tell(Changes.Kind.STATUS, json);
        }
    }

    /** As GET /api/v1/status gives it, without the version. */
    private static String json(MonitorStatus status) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("customers", status.customers());
        counts.put("events", status.events());
        counts.put("interventions", status.interventions());
        counts.put(
                "internal",
                Map.of(
                        "customers",
                        status.internal().customers(),
                        "interventions",
                        status.internal().interventions()));
        Map<String, Object> journal = new LinkedHashMap<>();
        journal.put("position", status.position());
        journal.put("applied", status.applied());
        journal.put("projected", status.projected());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("time_mode", status.timeMode().id());
        content.put(
                "now",
                status.nowMillis() < 0
                        ? null
                        : java.time.Instant.ofEpochMilli(status.nowMillis()).toString());
        content.put("counts", counts);
        content.put("events_per_second", Math.round(status.eventsPerSecond() * 10) / 10.0);
        content.put("journal", journal);
        content.put("dedupe_span_seconds", status.dedupeSpanSeconds());
        content.put(
                "silent_sources",
                status.silentSources().stream()
                        .map(source -> Map.of(
                                "name",
                                source.name(),
                                "since",
                                java.time.Instant.ofEpochMilli(source.sinceMillis())
                                        .toString()))
                        .toList());
        content.put("trouble", status.trouble());
        return JSON.writeValueAsString(content);
    }

    double eventsPerSecond() {
        return eventsPerSecond;
    }

    /** The rates of the last minute, one a second, the latest last. */
    List<Double> rates() {
        return rates;
    }

    void close() {
        closing = true;
    }
}
