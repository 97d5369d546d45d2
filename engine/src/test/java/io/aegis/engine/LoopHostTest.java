package io.aegis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.testing.Host;
import io.aegis.engine.testing.HostHistory;
import io.aegis.engine.testing.HostKit;
import io.aegis.engine.testing.Loop;
import io.aegis.engine.testing.Told;
import org.junit.jupiter.api.Test;

/** The plain loop with restarts at random entries, as if it were a host; and that the kit's histories say something. */
final class LoopHostTest extends HostKit {

    @Override
    protected Host host() {
        return Loop.host(7, 0.005);
    }

    @Test
    void shouldHaveHistoriesInWhichEverythingHappens() {
        Told told = Loop.host(0, 0).run(HostHistory.withPeople(2, 16));
        assertThat(told.interventions()).hasSizeGreaterThan(40);
        assertThat(new String[] {
                    "opened",
                    "reopened",
                    "held",
                    "released",
                    "cleared",
                    "acknowledged",
                    "assigned",
                    "commented",
                    "snoozed",
                    "woken",
                    "dismissed",
                    "resolved",
                    "undone"
                })
                .allMatch(told::changed);
        assertThat(told.interventions()).anyMatch(one -> one.contains("rule_removed"));
        assertThat(told.refusals()).isNotEmpty();
    }
}
