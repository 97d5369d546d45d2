package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import java.util.List;
import java.util.SortedMap;

/**
 * All that is known of one customer, evaluated when asked.
 *
 * @param profile field of the public schema → JSON text
 * @param externalIds source → ids there, in the order in which they were linked
 * @param interventions newest first, ended ones included
 */
public record CustomerDetail(
        CustomerRow row,
        SortedMap<String, String> profile,
        SortedMap<String, List<String>> externalIds,
        List<String> keys,
        CustomerView view,
        List<InterventionRow> interventions) {}
