package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.dashboard.page.Wording;
import org.junit.jupiter.api.Test;

final class NamesTest {

    @Test
    void shouldShowANameWithoutSignsThatTurnIt() {
        assertThat(Wording.name("Acme \u202egro.live\u202c \u2067Ltd\u2069")).isEqualTo("Acme gro.live Ltd");
    }

    @Test
    void shouldLeaveNamesOfAnyScriptAsTheyAre() {
        assertThat(Wording.name("\u05d0\u05d1\u05d2 \u200fLtd")).isEqualTo("\u05d0\u05d1\u05d2 \u200fLtd");
    }
}
