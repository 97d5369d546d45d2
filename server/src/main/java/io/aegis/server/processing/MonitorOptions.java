package io.aegis.server.processing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a monitor is opened.
 *
 * @param dataDirectory made when missing; locked while open
 * @param databaseUrl JDBC URL of the company's own PostgreSQL; null starts one in the data directory
 * @param timeMode must be the one the data was begun with
 * @param rulesYaml rules to put in force; null keeps those in force, at first the shipped pack
 * @param metrics where each stage counts
 */
public record MonitorOptions(
        Path dataDirectory,
        @Nullable String databaseUrl,
        TimeMode timeMode,
        @Nullable String rulesYaml,
        MeterRegistry metrics,
        MonitorLimits limits,
        InstantSource clock) {

    /** The usual: own database, rules in force, default limits. */
    public static MonitorOptions of(Path dataDirectory, TimeMode timeMode) {
        return new MonitorOptions(
                dataDirectory,
                null,
                timeMode,
                null,
                new SimpleMeterRegistry(),
                MonitorLimits.DEFAULTS,
                InstantSource.system());
    }

    public MonitorOptions withRules(@Nullable String yaml) {
        return new MonitorOptions(dataDirectory, databaseUrl, timeMode, yaml, metrics, limits, clock);
    }

    public MonitorOptions withLimits(MonitorLimits other) {
        return new MonitorOptions(dataDirectory, databaseUrl, timeMode, rulesYaml, metrics, other, clock);
    }
}
