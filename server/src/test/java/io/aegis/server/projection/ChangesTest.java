package io.aegis.server.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.projection.Changes.Change;
import io.aegis.server.projection.Changes.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whoever comes again hears everything since, or hears that it missed something. */
final class ChangesTest {

    private static final long FIRST = 1_000;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final Changes changes = new Changes(FIRST, nanos::get);

    private static final class Heard implements Changes.Listener {
        private final List<Long> ids = new ArrayList<>();
        private boolean missed;

        @Override
        public void changed(Change change) {
            ids.add(change.id());
        }

        @Override
        public void missed() {
            missed = true;
        }
    }

    private Heard from(long lastId) {
        Heard heard = new Heard();
        changes.subscribe(lastId, heard).close();
        return heard;
    }

    @Test
    void shouldGoOnFromWhereAPageWasMade() {
        long position = changes.position();
        changes.tell(Kind.STATUS, "{}");
        changes.tell(Kind.STATUS, "{}");
        Heard heard = from(position);
        assertThat(heard.ids).containsExactly(FIRST, FIRST + 1);
        assertThat(heard.missed).isFalse();
        assertThat(from(changes.position()).missed).isFalse();
        assertThat(from(changes.position()).ids).isEmpty();
    }

    @Test
    void shouldSayWhatItDidNotTell() {
        long before = changes.position();
        changes.tell(Kind.STATUS, "{}");
        changes.pass();
        assertThat(from(before).missed).isTrue();
        assertThat(from(FIRST).missed).isTrue();
        assertThat(from(changes.position()).missed).isFalse();
        changes.tell(Kind.STATUS, "{}");
        assertThat(from(FIRST).missed).isTrue();
        assertThat(from(changes.position() - 1).ids).containsExactly(changes.position());
    }

    @Test
    void shouldSayItToThoseWhoCameJustNow() {
        Heard heard = new Heard();
        changes.subscribe(changes.position(), heard);
        assertThat(heard.missed).isFalse();
        changes.pass();
        assertThat(heard.missed).isTrue();
    }

    @Test
    void shouldTellAWhileLongerForThoseWhoComeAgain() {
        assertThat(changes.isHeard()).isFalse();
        Changes.Subscription subscription = changes.subscribe(Changes.FROM_NOW, new Heard());
        assertThat(changes.isHeard()).isTrue();
        subscription.close();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(changes.isHeard()).isTrue();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(changes.isHeard()).isFalse();
    }

    @Test
    void shouldRefuseIdsOfAnotherLife() {
        assertThat(from(FIRST + 5).missed).isTrue();
        assertThat(from(FIRST - 2).missed).isTrue();
        for (int i = 0; i <= Changes.HELD_MAX; i++) {
            changes.tell(Kind.STATUS, "{}");
        }
        assertThat(from(FIRST - 1).missed).isTrue();
        assertThat(from(FIRST).ids).hasSize(Changes.HELD_MAX);
    }
}
