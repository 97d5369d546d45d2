package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import java.util.List;
import java.util.SortedMap;

/**
 * All that is known of one customer, evaluated when asked.
 *
 * @param profile field of the public schema → JSON text
 * @param externalIds source → id there
 * @param interventions newest first, ended ones included
 */
public record CustomerDetail(
        CustomerRow row,
        SortedMap<String, String> profile,
        SortedMap<String, String> externalIds,
        List<String> keys,
        CustomerView view,
        List<InterventionRow> interventions) {}
