package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import io.aegis.engine.fleet.Incident;
import java.util.List;
import java.util.Map;

/**
 * What the tables get in one transaction.
 *
 * @param position up to which decisions and profiles are in it
 * @param views customers whose row is to be written anew
 * @param removed customers that left
 * @param erased customers whose personal data goes
 * @param incidents of the platform that began or ended
 * @param happenings with keys and bills
 * @param currencies customer number → what its revenue is in
 */
public record TableBatch(
        long position,
        List<Decision> decisions,
        List<CustomerView> views,
        List<Integer> removed,
        List<ProfileChange> profiles,
        List<Integer> erased,
        List<Incident> incidents,
        List<Happening> happenings,
        Map<Integer, String> currencies) {}
