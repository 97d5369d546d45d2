package io.aegis.cli.bench;

import java.util.List;

/** A way to monitor a workload, measured beside others. */
interface Contender {

    /** Name in the results. */
    String id();

    /** Applies the first calls of the workload to fresh state. */
    Outcome run(Workload workload, int calls);

    /**
     * What is left after a run.
     *
     * @param state all that it keeps of the customers, held so that its size can be measured
     */
    record Outcome(Object state, List<Opening> openings) {}
}
