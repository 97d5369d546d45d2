package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tables get in one transaction.
 *
 * @param position up to which decisions and profiles are in it
 * @param views customers whose row is to be written anew
 * @param removed customers that left
 * @param erased customers whose personal data goes
 * @param usage calls since the last one, up to the same position; null when they wait for a later batch
 */
public record TableBatch(
        long position,
        List<Decision> decisions,
        List<CustomerView> views,
        List<Integer> removed,
        List<ProfileChange> profiles,
        List<Integer> erased,
        @Nullable UsageTotals usage) {}
