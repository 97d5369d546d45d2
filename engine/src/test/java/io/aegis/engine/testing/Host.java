package io.aegis.engine.testing;

/** What runs the engine over a journal. Whichever does, the same history has to be told the same way. */
@FunctionalInterface
public interface Host {

    /** Carries a history out from nothing to its end, and answers all that was told. */
    Told run(HostHistory history);
}
