package io.aegis.cli.serve;

import io.aegis.server.processing.MonitorStatus;
import java.time.Duration;
import java.util.Locale;

/** The summary that a server leaves behind when it is stopped. */
public final class Farewell {

    private final long startNanos = System.nanoTime();

    /** One line: how long it ran, what it holds. */
    public String of(MonitorStatus status) {
        long open = status.interventions().values().stream()
                .mapToLong(byStatus -> byStatus.getOrDefault("open", 0L))
                .sum();
        return String.format(
                Locale.ROOT,
                "stopped after %s: %,d events of %,d customers, %,d interventions open",
                span(Duration.ofNanos(System.nanoTime() - startNanos)),
                status.events(),
                status.customers(),
                open);
    }

    private static String span(Duration span) {
        if (span.toHours() > 0) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        return span.toMinutes() > 0
                ? span.toMinutes() + " min " + span.toSecondsPart() + " s"
                : span.toSeconds() + " s";
    }
}
