package io.aegis.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ScopeTest {

    @Test
    void shouldReadListsInAnyOrder() {
        assertThat(Scope.parse("read, ingest")).containsExactlyInAnyOrder(Scope.READ, Scope.INGEST);
        assertThat(Scope.list(Scope.parse("clock,read,ingest"))).isEqualTo("ingest,read,clock");
    }

    @Test
    void shouldTakeWriteForOperate() {
        assertThat(Scope.parse("write")).containsExactly(Scope.OPERATE);
    }

    @Test
    void shouldSayWhatIsNoScope() {
        assertThatThrownBy(() -> Scope.parse("read,root"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(root)")
                .hasMessageContaining("ingest,read,operate,admin,clock");
    }
}
