package io.aegis.codec.journal;

import io.aegis.engine.event.Fact;
import io.aegis.engine.intervention.Move;
import org.jspecify.annotations.Nullable;

/** One accepted thing. Customers and sources are named by number; times are epoch milliseconds. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface JournalRecord {

    /** Something happened at a customer. */
    record Event(int customer, int source, long atMillis, Fact fact) implements JournalRecord {}

    /** Time has reached this instant. */
    record Tick(long atMillis) implements JournalRecord {}

    /** Everyone was evaluated on demand. */
    record Check() implements JournalRecord {}

    /**
     * A person's move.
     *
     * @param note what the person wrote, sealed with the customer's key
     */
    record Command(int customer, String intervention, Move move, String actor, byte @Nullable [] note)
            implements JournalRecord {}

    /** These rules are in force from here on. */
    record Rules(String yaml, String actor) implements JournalRecord {}

    /** A source got its number. */
    record SourceNamed(int source, String name) implements JournalRecord {}

    /**
     * Personal fields of a customer: its ids or its profile.
     *
     * @param sealed with the customer's key; unreadable once that is deleted
     */
    record Personal(int customer, byte[] sealed) implements JournalRecord {}

    /** The customer's personal data was erased. */
    record Erased(int customer, String actor) implements JournalRecord {}

    /** The host was started (wall time only). */
    record Started(long atMillis) implements JournalRecord {}
}
