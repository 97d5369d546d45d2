package io.aegis.server.processing;

import io.aegis.server.projection.InternalCounts;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the whole, cheap to ask for.
 *
 * @param told id of the last change told when this was asked: who reads the tables later has seen at least that
 * @param nowMillis event time; -1 before the first tick
 * @param events accepted since the beginning
 * @param interventions rule → status → how many
 * @param internal those of them that are internal, or an internal customer's
 * @param rates events a second over the last minute, one figure a second, the latest last
 * @param position of the last journalled record
 * @param applied position up to which the engine has decided
 * @param projected position up to which the tables show it
 * @param dedupeSpanSeconds how far back a repeated record id is recognised
 * @param silentSources that send nothing for all of their customers at once
 * @param trouble why nothing can be taken at present, null when all is well
 */
public record MonitorStatus(
        long told,
        TimeMode timeMode,
        long nowMillis,
        long customers,
        long events,
        SortedMap<String, SortedMap<String, Long>> interventions,
        InternalCounts.Known internal,
        double eventsPerSecond,
        List<Double> rates,
        long position,
        long applied,
        long projected,
        long dedupeSpanSeconds,
        List<SilentSource> silentSources,
        @Nullable String trouble) {
    public MonitorStatus {
        rates = List.copyOf(rates);
        silentSources = List.copyOf(silentSources);
    }

    /** Customers as people count them. */
    public long customers(boolean withInternal) {
        return withInternal ? customers : Math.max(0, customers - internal.customers());
    }

    /** How many interventions of a rule are in a status, as people count them. */
    public long interventions(String rule, String status, boolean withInternal) {
        SortedMap<String, Long> statuses = interventions.get(rule);
        long all = statuses == null ? 0 : statuses.getOrDefault(status, 0L);
        return withInternal ? all : Math.max(0, all - internal.of(rule, status));
    }
}
