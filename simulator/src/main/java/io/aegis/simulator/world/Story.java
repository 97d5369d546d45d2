package io.aegis.simulator.world;

import io.aegis.engine.event.Tier;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A life story: a state machine from {@code stories.yaml}.
 *
 * @param established who begins with it is a customer already when the world begins
 * @param share of the first companies that begin with it; the rest take the first story without a share
 * @param least of them at least, in a world of 200
 * @param arrivals weight among those who sign up later
 * @param tiers of whom it may be told; empty for all
 * @param callsMin usual calls a day of whom it may be told
 * @param callsMax likewise
 * @param tier what its companies begin with, null for one that fits their size
 * @param named the named company it belongs to, null for the others
 */
record Story(
        String id,
        boolean established,
        double share,
        int least,
        double arrivals,
        Set<Tier> tiers,
        double callsMin,
        double callsMax,
        @Nullable Tier tier,
        @Nullable String named,
        List<String> tags,
        @Nullable Rhythm rhythm,
        State first,
        SortedMap<String, State> states) {}
