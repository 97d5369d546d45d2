package io.aegis.engine;

import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;

/**
 * What the engine tells its host. Values only: the host writes them to its tables, idempotently, and only then tells
 * the dashboard. Called on the thread that applies the journal.
 */
public interface Outputs {

    /** The intervention is now as given, by the change that the entry tells. The same id comes again on each change. */
    void intervention(Intervention now, TimelineEntry entry);

    /** A platform incident began or ended. The same id comes again when it ends. */
    default void incident(Incident incident) {}

    /** The customer's state changed; called at least once for each applied event of it. */
    void customer(int customer);

    /** A command could not be carried out and changed nothing. */
    void refused(Entry.Command command, String reason);
}
