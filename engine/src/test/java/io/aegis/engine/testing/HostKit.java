package io.aegis.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each host has to do: tell of the same histories what a plain loop tells, to the last word. */
public abstract class HostKit {

    /** The host that is looked at, as if it had never run. */
    protected abstract Host host();

    public static Stream<HostHistory> histories() {
        return Stream.of(
                HostHistory.plain(1, 10),
                HostHistory.withPeople(2, 16),
                OutageHistory.of(3),
                OutageHistory.refusing(4));
    }

    @ParameterizedTest
    @MethodSource("histories")
    public void shouldTellWhatAPlainLoopTells(HostHistory history) {
        Told plain = Loop.host(0, 0).run(history);

        Told told = host().run(history);

        same("interventions", plain.interventions(), told.interventions());
        same("moves refused", plain.refusals(), told.refusals());
        same("platform incidents", plain.incidents(), told.incidents());
    }

    /** Only what differs is shown: a history has hundreds of interventions. */
    private static void same(String what, List<String> plain, List<String> told) {
        List<String> missing = new ArrayList<>(plain);
        told.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(told);
        plain.forEach(surplus::remove);
        assertThat(surplus)
                .as("%s that the host tells otherwise than a plain loop", what)
                .isEqualTo(missing);
        assertThat(told).as("order of %s", what).isEqualTo(plain);
    }
}
