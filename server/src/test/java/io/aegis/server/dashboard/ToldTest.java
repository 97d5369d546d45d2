package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.dashboard.page.Told;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ToldTest {

    private static final long AT = Instant.parse("2025-11-14T15:38:00Z").toEpochMilli();

    @Test
    void shouldFindTheInstantsOfASentence() {
        assertThat(Told.of("They fail on GET /a, since 2025-11-14 15:38 UTC, key k."))
                .containsExactly(
                        new Told("They fail on GET /a, since ", -1),
                        new Told("2025-11-14 15:38 UTC", AT),
                        new Told(", key k.", -1));
        assertThat(Told.of(Told.instant(AT))).containsExactly(new Told("2025-11-14 15:38 UTC", AT));
    }

    @Test
    void shouldLeaveOtherTextAsItIs() {
        assertThat(Told.of("on /v1/2025-11-14, 12 calls")).containsExactly(new Told("on /v1/2025-11-14, 12 calls", -1));
        assertThat(Told.of("2025-13-41 99:99 UTC")).containsExactly(new Told("2025-13-41 99:99 UTC", -1));
        assertThat(Told.of("")).isEmpty();
    }
}
