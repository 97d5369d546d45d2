package io.aegis.server.api;

import io.aegis.server.simulator.Comparison;
import io.aegis.server.simulator.SimulatorLink;
import io.aegis.server.simulator.SimulatorState;
import io.aegis.server.simulator.TrueEpisode;
import io.aegis.server.simulator.TruthBeside;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The simulator of a demo: how it stands, its pace, what to cause, and the truth beside what was found. */
@RestController
final class SimulatorApi {

    private final SimulatorLink link;
    private final TruthBeside truth;

    SimulatorApi(SimulatorLink link, TruthBeside truth) {
        this.link = link;
        this.truth = truth;
    }

    /** @param foundBy id of the intervention or incident that found it, null for none */
    record Episode(
            @Nullable String customer,
            String kind,
            String cause,
            Instant onset,
            Instant end,
            boolean lasts,
            double severity,
            boolean provable,
            @Nullable String foundBy,
            @Nullable Instant foundAt,
            @Nullable Long delaySeconds) {

        static Episode of(Comparison.Line line) {
            TrueEpisode episode = line.episode();
            Comparison.Finding found = line.found();
            Duration delay = line.delay();
            return new Episode(
                    episode.customer(),
                    episode.kind(),
                    episode.cause(),
                    episode.onset(),
                    episode.end(),
                    episode.lasts(),
                    episode.severity(),
                    episode.provable(),
                    found == null ? null : found.id(),
                    found == null ? null : found.openedAt(),
                    delay == null ? null : delay.toSeconds());
        }
    }

    /** @param unexplained ids of interventions without a true episode behind them */
    record Beside(
            List<Episode> items,
            List<String> unexplained,
            @Nullable String next) {}

    @GetMapping("/api/v1/simulator")
    SimulatorState state(HttpServletRequest request) {
        Query.of(request);
        return link.state();
    }

    @GetMapping("/api/v1/simulator/episodes")
    Beside episodes(HttpServletRequest request) {
        Query.of(request);
        Comparison beside = truth.read();
        return new Beside(
                beside.lines().stream().map(Episode::of).toList(),
                beside.unexplained().stream().map(Comparison.Finding::id).toList(),
                null);
    }

    @PostMapping("/api/v1/simulator/pace")
    SimulatorState pace(HttpServletRequest request) throws IOException {
        Query.of(request);
        Body body = Body.of(request, "paused", "speed");
        return link.pace(body.flag("paused"), body.number("speed"));
    }

    @PostMapping("/api/v1/simulator/incidents")
    SimulatorLink.Caused cause(HttpServletRequest request) throws IOException {
        Query.of(request);
        Body body = Body.of(request, "what", "customer", "cycles");
        String what = body.text("what");
        if (what == null) {
            throw Body.refused("what", "Field (what) is missing", "Say what to cause, for instance error_spike");
        }
        return link.cause(what, body.text("customer"), body.number("cycles"));
    }
}
