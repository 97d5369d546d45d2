package io.aegis.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.Fact;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What fails most, as rules and the API read it. */
final class FailingSignalsTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final Recorder recorder = new Recorder();
    private final Engine engine = new Engine(
            Rules.set(
                    Rules.rule("charges", "'/charges' in failing_routes && 429 in failing_statuses"),
                    Rules.rule("stray", "'/stray' in failing_routes || 500 in failing_statuses"),
                    Rules.rule("calm", "hours_since_last_error >= 24.5 && calls_total > 0")),
            recorder);

    private void call(long atMillis, String route, int status) {
        engine.apply(
                new Entry.Event(0, 0, atMillis, new ApiCall("GET", route, status, Fact.UNKNOWN, false, null, null)));
    }

    private Object signal(String name) {
        return Objects.requireNonNull(engine.view(0).signals().get(name));
    }

    @Test
    void shouldTellWhatMakesUpAnEighthOfTheFailures() {
        call(0, "/stray", 500);
        for (int i = 1; i <= 8; i++) {
            call(i * MINUTE, "/charges", 429);
            call(i * MINUTE, "/orders", 429);
        }
        assertThat(signal("failing_routes")).asString().isEqualTo("[/charges, /orders]");
        assertThat(signal("failing_statuses")).asString().isEqualTo("[429]");
        assertThat(recorder.count("charges", "opened")).isOne();
        assertThat(recorder.of(0).getFirst().now().rule()).isEqualTo("stray");
        assertThat(recorder.count("stray", "cleared")).isOne();
    }

    @Test
    void shouldForgetThemByTimeAlone() {
        call(0, "/charges", 429);
        engine.apply(new Entry.Tick(23 * HOUR));
        assertThat(recorder.count("charges", "cleared")).isOne();
        assertThat(signal("failing_routes")).asString().isEqualTo("[]");
        assertThat(signal("hours_since_last_error")).isEqualTo(23.0);
        assertThat(recorder.count("calm", "opened")).isZero();
        engine.apply(new Entry.Tick(25 * HOUR));
        assertThat(recorder.of(0).getLast().entry().atMillis()).isEqualTo(24 * HOUR + 30 * MINUTE);
    }

    @Test
    void shouldNotKnowWhenNothingEverFailed() {
        call(0, "/charges", 200);
        assertThat(signal("hours_since_last_error")).asString().isEqualTo("unknown");
        assertThat(signal("failing_routes")).asString().isEqualTo("[]");
    }
}
