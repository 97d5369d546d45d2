package io.aegis.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SeenIdsTest {

    @Test
    void shouldKnowTheLastIdsAndForgetTheOldest() {
        SeenIds seen = new SeenIds(10_000);
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add("e-" + i)).isTrue();
            assertThat(seen.add("e-" + Math.max(0, i - 9_999))).isFalse();
        }
        assertThat(seen.add("e-0")).isTrue();
    }
}
