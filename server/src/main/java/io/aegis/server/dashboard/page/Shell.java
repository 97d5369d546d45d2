package io.aegis.server.dashboard.page;

import io.aegis.server.simulator.SimulatorState;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param section null for pages outside the navigation
 * @param assets address of the folder with styles and scripts, with their content's hash in it
 * @param demo true where nobody signs in
 * @param simulator how a demo's simulator stands, null where there is none or it does not answer
 * @param streamPosition the stream's last id when the page was begun: it goes on from there
 * @param sourceTime true where time comes from a source
 * @param nowMillis event time, -1 before the first tick
 * @param person who looks at it
 * @param open interventions that wait
 * @param trouble why nothing can be taken at present, null when all is well
 */
public record Shell(
        String title,
        @Nullable Section section,
        String assets,
        boolean demo,
        @Nullable SimulatorState simulator,
        long streamPosition,
        boolean sourceTime,
        long nowMillis,
        String person,
        long open,
        @Nullable String trouble) {}
