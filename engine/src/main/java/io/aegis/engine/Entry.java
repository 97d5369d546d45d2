package io.aegis.engine;

import io.aegis.engine.event.Fact;
import io.aegis.engine.intervention.Move;
import io.aegis.engine.rule.RuleSet;

/** One record of the journal as the engine sees it. Applied in journal order; times are epoch milliseconds in UTC. */
public sealed interface Entry {

    /**
     * Something happened at a customer.
     *
     * @param customer dense number given by the host, from 0
     * @param source number of the source it came through, from 0
     */
    record Event(int customer, int source, long atMillis, Fact fact) implements Entry {}

    /** Time has reached this instant; one that lies before the engine's time changes nothing. */
    record Tick(long atMillis) implements Entry {}

    /** Evaluate every customer now. */
    record Check() implements Entry {}

    /**
     * A person's move on an intervention.
     *
     * @param actor user name of who did it
     */
    record Command(int customer, String intervention, Move move, String actor) implements Entry {}

    /** From here on these rules are in force. */
    record RulesReplaced(RuleSet rules) implements Entry {}
}
