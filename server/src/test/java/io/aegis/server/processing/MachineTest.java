package io.aegis.server.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.journal.JournalRecord;
import io.aegis.engine.event.ApiCall;
import io.aegis.server.projection.Decision;
import io.aegis.server.projection.TableBatch;
import io.aegis.server.projection.TableWriter.Reached;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A long row of the journal is handed on in slices, and a replay of it adds nothing twice. */
final class MachineTest {

    private static final int CUSTOMERS = 40;
    private static final int CALLS = 12;
    private static final String RULES = """
            rules:
              - {id: failing, when: errors >= 10, fleet: false}
            """;

    /** The tables, and what one life of the server wrote to them. */
    private static final class Life {
        private final List<Long> reached = new ArrayList<>();
        private final List<Decision> written = new ArrayList<>();
        private final Gathered gathered;

        Life(long before, LongSupplier nanoTime, int slicesMax) {
            gathered = new Gathered(new Reached(before, before));
            Machine machine = new Machine(gathered, nanoTime);
            machine.apply(row(), () -> {
                if (reached.size() < slicesMax) {
                    take();
                }
            });
            if (reached.size() < slicesMax) {
                take();
            }
        }

        private void take() {
            Gathered.@Nullable Ready ready = gathered.take(number -> Optional.empty(), true, true);
            if (ready != null) {
                TableBatch batch = ready.batch();
                assertThat(batch.decisions()).allMatch(decision -> decision.position() <= batch.position());
                reached.add(batch.position());
                written.addAll(batch.decisions());
            }
        }
    }

    private static Applied row() {
        List<JournalRecord> records = new ArrayList<>();
        records.add(new JournalRecord.Rules(RULES, "test"));
        records.add(new JournalRecord.Tick(Traffic.START));
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            for (int call = 0; call < CALLS; call++) {
                records.add(new JournalRecord.Event(
                        customer, 0, Traffic.START, new ApiCall("GET", "/v1/a", 500, 9, false, null, null)));
            }
            records.add(new JournalRecord.Tick(Traffic.START + customer * Traffic.MINUTE));
        }
        return new Applied(records.size(), records.size(), records, Map.of(), List.of());
    }

    /** A clock by which every record takes long. */
    private static LongSupplier slow() {
        AtomicLong nanos = new AtomicLong();
        return () -> nanos.addAndGet(Duration.ofMillis(10).toNanos());
    }

    private static List<String> places(List<Decision> decisions) {
        return decisions.stream()
                .map(decision -> decision.position() + "." + decision.ordinal() + " "
                        + decision.now().customer())
                .toList();
    }

    @Test
    void shouldHandOnInTheMiddleOfALongRow() {
        Life whole = new Life(0, () -> 0, Integer.MAX_VALUE);
        Life sliced = new Life(0, slow(), Integer.MAX_VALUE);
        assertThat(whole.reached).hasSize(1);
        assertThat(sliced.reached).hasSizeGreaterThan(5).isSorted();
        assertThat(whole.written).hasSize(CUSTOMERS);
        assertThat(places(sliced.written)).isEqualTo(places(whole.written));
    }

    @Test
    void shouldAddNothingTwiceAfterADeathInTheMiddle() {
        List<String> whole = places(new Life(0, () -> 0, Integer.MAX_VALUE).written);
        Life died = new Life(0, slow(), 3);
        Life replayed = new Life(died.reached.getLast(), slow(), Integer.MAX_VALUE);
        assertThat(died.written).isNotEmpty().hasSizeLessThan(CUSTOMERS);
        List<String> both = new ArrayList<>(places(died.written));
        both.addAll(places(replayed.written));
        assertThat(both).isEqualTo(whole);
    }
}
