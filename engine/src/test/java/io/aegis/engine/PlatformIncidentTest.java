package io.aegis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing opens from a window that reaches back into an incident: the window that the rule itself reads. */
class PlatformIncidentTest {

    private static final long MINUTE = 60_000;
    private static final long START = 1_762_000_200_000L / (10 * MINUTE) * (10 * MINUTE);
    private static final int CUSTOMERS = 40;
    private static final int OUTAGE_MINUTES = 20;

    private final RuleSet rules =
            Rules.gated(Rules.set(Rules.rule("last_hour", "error_rate_1h > 0.2 && calls_1h >= 5")));
    private final Recorder recorder = new Recorder();
    private final Engine engine = new Engine(rules, recorder);
    private long over;

    /** Everyone calls every two minutes and is answered 503 for a while, then 200 until the incident is over. */
    @BeforeEach
    void outage() {
        engine.apply(new Entry.Tick(START));
        for (int minute = 0; minute < 60; minute += 2) {
            for (int customer = 1; customer <= CUSTOMERS; customer++) {
                call(customer, START + minute * MINUTE + customer * 100L, minute < OUTAGE_MINUTES ? 503 : 200);
            }
        }
        engine.apply(new Entry.Tick(START + 60 * MINUTE));
        assertThat(engine.incidents()).hasSize(1).allMatch(Incident::over);
        over = engine.incidents().get(0).endMillis();
    }

    @Test
    void shouldOpenFromAnHourAfterItThoughADayReachesBackIntoIt() {
        long later = START + 240 * MINUTE;
        engine.apply(new Entry.Tick(later));
        for (int i = 0; i < 5; i++) {
            call(1, later + i * 1000L, 500);
        }
        engine.apply(new Entry.Tick(later + 5 * MINUTE));
        assertThat(opened()).containsExactly("last_hour-1-" + (later + 4000));
    }

    @Test
    void shouldOpenAtTheInstantAtWhichItsWindowHasPassedIt() {
        long after = START + 61 * MINUTE;
        for (int i = 0; i < 12; i++) {
            call(1, after + i * 1000L, 500);
        }
        engine.apply(new Entry.Tick(START + 300 * MINUTE));
        assertThat(opened()).containsExactly("last_hour-1-" + (over + 59 * MINUTE));
    }

    @Test
    void shouldOpenNothingFromTheIncidentItself() {
        engine.apply(new Entry.Tick(START + 2880 * MINUTE));
        assertThat(opened()).isEmpty();
    }

    private List<String> opened() {
        return recorder.changes().values().stream()
                .flatMap(List::stream)
                .filter(change -> "opened".equals(change.entry().kind()))
                .map(Recorder.Change::now)
                .map(Intervention::id)
                .toList();
    }

    private void call(int customer, long at, int status) {
        engine.apply(new Entry.Event(customer, 0, at, new ApiCall("GET", "/a", status, -1, false, null, null)));
    }
}
