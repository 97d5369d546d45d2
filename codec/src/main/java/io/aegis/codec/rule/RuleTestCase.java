package io.aegis.codec.rule;

import io.aegis.codec.event.PublicEvent;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One unit test of a rule file: what happens, and the whole history of interventions that must come of it.
 *
 * @param startMillis what offsets ({@code +20m}) count from
 * @param events by time
 * @param untilMillis time goes on to here after the last event
 * @param only rules that the expectations are about; empty: all
 */
record RuleTestCase(
        String name,
        long startMillis,
        List<PublicEvent> events,
        long untilMillis,
        List<String> only,
        List<Expectation> expectations) {

    RuleTestCase {
        events = List.copyOf(events);
        only = List.copyOf(only);
        expectations = List.copyOf(expectations);
    }

    /**
     * One intervention. What is left out is not compared.
     *
     * @param line where it stands in the test file
     * @param cleared null where not said
     */
    record Expectation(
            int line,
            String customer,
            String rule,
            OptionalLong openedAtMillis,
            @Nullable Cleared cleared,
            @Nullable String status,
            @Nullable String endReason,
            @Nullable Integer reopenings) {}

    /** @param atMillis empty: it has not ended */
    record Cleared(OptionalLong atMillis) {}
}
