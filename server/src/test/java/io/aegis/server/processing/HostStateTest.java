package io.aegis.server.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The host's part of a cut lies in databases: another form needs another version, and the reading of this one. */
final class HostStateTest {

    private static final byte[] RELEASED =
            HexFormat.of().parseHex("01000000000000000300000000000000020000019ad4a25600000000020000000500011170");

    @Test
    void shouldKeepTheReleasedForm() {
        CheckCounters counters = new CheckCounters();
        counters.restore(3, 2, 1_764_504_000_000L);
        assertThat(HostState.write(counters, new int[] {5, 70_000})).isEqualTo(RELEASED);
    }

    @Test
    void shouldReadTheReleasedForm() {
        CheckCounters counters = new CheckCounters();
        assertThat(HostState.read(RELEASED, counters)).containsExactly(5, 70_000);
        assertThat(counters.opened()).isEqualTo(3);
        assertThat(counters.cleared()).isEqualTo(2);
        assertThat(counters.sinceMillis()).isEqualTo(1_764_504_000_000L);
    }

    @Test
    void shouldRefuseAnotherVersion() {
        byte[] other = RELEASED.clone();
        other[0] = 9;
        assertThatThrownBy(() -> HostState.read(other, new CheckCounters())).hasMessageContaining("version (9)");
    }
}
