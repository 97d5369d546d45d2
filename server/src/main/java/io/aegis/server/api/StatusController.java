package io.aegis.server.api;

import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.projection.InternalCounts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Figures of the whole. */
@RestController
final class StatusController {

    private final Monitor monitor;
    private final ProgramVersion version;

    StatusController(Monitor monitor, ProgramVersion version) {
        this.monitor = monitor;
        this.version = version;
    }

    @GetMapping("/api/v1/status")
    Status status(HttpServletRequest request) {
        Query.of(request);
        MonitorStatus now = monitor.status();
        return new Status(
                version.text(),
                now.timeMode().id(),
                now.nowMillis() < 0 ? null : Instant.ofEpochMilli(now.nowMillis()),
                new Counts(now.customers(), now.events(), now.interventions(), now.internal()),
                now.eventsPerSecond(),
                new Journal(now.position(), now.applied(), now.projected()),
                now.dedupeSpanSeconds(),
                now.silentSources().stream()
                        .map(source -> new Silent(source.name(), Instant.ofEpochMilli(source.sinceMillis())))
                        .toList(),
                now.trouble());
    }

    /** @param now event time, null before the first tick */
    record Status(
            String version,
            String timeMode,
            @Nullable Instant now,
            Counts counts,
            double eventsPerSecond,
            Journal journal,
            long dedupeSpanSeconds,
            List<Silent> silentSources,
            @Nullable String trouble) {}

    /**
     * @param interventions rule → status → how many
     * @param internal those of them that pages leave out
     */
    record Counts(
            long customers,
            long events,
            SortedMap<String, SortedMap<String, Long>> interventions,
            InternalCounts.Known internal) {}

    /** @param since event time from which the source counts as silent */
    record Silent(String name, Instant since) {}

    record Journal(long position, long applied, long projected) {}
}
