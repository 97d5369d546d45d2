package io.aegis.server.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.Line;
import io.aegis.engine.event.Tier;
import io.aegis.engine.intervention.Evidence;
import io.aegis.engine.intervention.Move;
import io.aegis.server.projection.Changes;
import io.aegis.server.projection.CustomerDetail;
import io.aegis.server.projection.CustomerFilter;
import io.aegis.server.projection.CustomerRow;
import io.aegis.server.projection.InterventionDetail;
import io.aegis.server.projection.InterventionFilter;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.projection.UsagePoint;
import io.aegis.server.testing.TestData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole host over a real database, in source time. */
final class MonitorTest {

    @TempDir
    Path directory;

    private Monitor monitor;

    @BeforeEach
    void begin() {
        TestData.begin(directory);
        open();
    }

    private void open() {
        monitor = Monitor.open(MonitorOptions.of(directory, TimeMode.SOURCE));
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    private void reopen() {
        monitor.close();
        open();
    }

    private Receipt submit(List<? extends Line> lines) {
        return monitor.submit(Traffic.submission(lines)).join();
    }

    private void fail(String customer) {
        submit(List.of(Traffic.tick(Traffic.START), Traffic.record(customer, Traffic.START, "Acme " + customer)));
        List<Line> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(Traffic.call(customer, Traffic.START + i * 1_000L, i % 2 == 0 ? 422 : 200, null));
        }
        submit(calls);
        submit(List.of(Traffic.tick(Traffic.START + 10 * Traffic.MINUTE)));
    }

    private List<InterventionRow> openOnes() {
        await(() -> !monitor.interventions()
                .page(InterventionFilter.OPEN, null, null, 50)
                .items()
                .isEmpty());
        return monitor.interventions()
                .page(InterventionFilter.OPEN, null, null, 50)
                .items();
    }

    static void await(java.util.function.BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not come to that within 60 s");
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void shouldOpenAnInterventionForAFailingCustomer() {
        fail("acme");

        InterventionRow row = openOnes().getFirst();

        assertThat(row.rule()).isEqualTo("error_debugging");
        assertThat(row.customer()).isEqualTo("acme");
        assertThat(row.customerName()).isEqualTo("Acme acme");
        InterventionDetail detail = monitor.interventions().byId(row.id()).orElseThrow();
        assertThat(detail.timeline()).hasSize(1);
        assertThat(detail.opening().signals()).isNotEmpty();
    }

    @Test
    void shouldShowWhatARuleSeesNowUntilItsInterventionEnds() {
        fail("acme");
        String id = openOnes().getFirst().id();
        InterventionDetail before = monitor.interventions().byId(id).orElseThrow();
        long later = Traffic.START + 10 * Traffic.MINUTE;
        submit(IntStream.range(0, 100)
                .mapToObj(i -> Traffic.call("acme", later + i, 200, null))
                .toList());
        InterventionDetail after = monitor.interventions().byId(id).orElseThrow();

        assertThat(after.opening()).isEqualTo(before.opening());
        assertThat(number(after.latest(), "error_calls")).isEqualTo(number(before.latest(), "error_calls") + 100);
        assertThat(number(after.latest(), "error_rate")).isLessThan(number(before.latest(), "error_rate"));

        submit(List.of(Traffic.tick(later + 7 * Traffic.DAY)));
        await(() -> monitor.interventions().byId(id).orElseThrow().row().clearedAt() != null);
        InterventionDetail ended = monitor.interventions().byId(id).orElseThrow();
        submit(List.of(Traffic.call("acme", later + 7 * Traffic.DAY, 200, null)));
        assertThat(monitor.interventions().byId(id).orElseThrow().latest()).isEqualTo(ended.latest());
    }

    private static double number(Evidence evidence, String signal) {
        return evidence.signals().stream()
                .filter(value -> value.name().equals(signal))
                .map(value -> ((Number) value.value()).doubleValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldKeepWhatHappenedWithKeysAndBillsUntilItsCustomerIsErased() {
        long later = Traffic.START + 2 * Traffic.HOUR;
        submit(List.of(
                Traffic.tick(later),
                Traffic.record("acme", Traffic.START, "Acme"),
                Traffic.keyIssued("acme", Traffic.START + 1),
                Traffic.keyIssued("acme", Traffic.START + 2),
                Traffic.subscribed("acme", Traffic.START + Traffic.HOUR, Tier.PRO),
                Traffic.keyIssued("other", Traffic.START)));
        await(() -> happenings(Traffic.START, later).size() == 2);

        assertThat(happenings(Traffic.START, later)).containsExactly("key_issued +1", "subscription_active +3600000");
        assertThat(happenings(Traffic.START + 2, later)).containsExactly("subscription_active +3600000");
        assertThat(happenings(Traffic.START, Traffic.START + Traffic.HOUR)).containsExactly("key_issued +1");
        reopen();
        assertThat(happenings(Traffic.START, later)).hasSize(2);
        int number = number();
        assertThat(monitor.erase("acme", "ana").join()).isTrue();
        assertThat(monitor.customers().happenings(number, Traffic.START, later, 9))
                .isEmpty();
    }

    private int number() {
        return monitor.customers().byId("acme").orElseThrow().row().number();
    }

    private List<String> happenings(long fromMillis, long toMillis) {
        if (monitor.customers().byId("acme").isEmpty()) {
            return List.of();
        }
        return monitor.customers().happenings(number(), fromMillis, toMillis, 9).stream()
                .map(each -> each.kind() + " +" + (each.atMillis() - Traffic.START))
                .toList();
    }

    @Test
    void shouldShowWhatItKnowsOfACustomer() {
        fail("acme");

        await(() -> monitor.customers()
                .byId("acme")
                .filter(known -> known.profile().containsKey("name"))
                .isPresent());
        CustomerDetail detail = monitor.customers().byId("acme").orElseThrow();

        assertThat(detail.row().callsTotal()).isEqualTo(200);
        assertThat(detail.profile()).containsEntry("name", "\"Acme acme\"");
        assertThat(detail.view().signals()).containsKey("error_rate");
        await(() -> monitor.usage()
                        .series(
                                "acme",
                                Instant.ofEpochMilli(Traffic.START),
                                Instant.ofEpochMilli(Traffic.START + Traffic.HOUR),
                                Duration.ofHours(1))
                        .getFirst()
                        .calls()
                == 200);
        UsagePoint hour = monitor.usage()
                .series(
                        "acme",
                        Instant.ofEpochMilli(Traffic.START),
                        Instant.ofEpochMilli(Traffic.START + Traffic.HOUR),
                        Duration.ofHours(1))
                .getFirst();
        assertThat(monitor.usage()
                        .series(
                                "acme",
                                Instant.ofEpochMilli(Traffic.START),
                                Instant.ofEpochMilli(Traffic.START + 4 * Traffic.MINUTE),
                                Duration.ofMinutes(1)))
                .extracting(UsagePoint::calls)
                .containsExactly(60L, 60L, 60L, 20L);
        assertThat(hour.clientErrors()).isEqualTo(100);
        assertThat(hour.p95()).isBetween(60, 130);
    }

    @Test
    void shouldCarryOutMovesAndRefuseThoseThatDoNotFit() {
        fail("acme");
        String id = openOnes().getFirst().id();

        CommandResult acknowledged =
                monitor.command(id, new Move.Acknowledge(), "ana", null).join();
        CommandResult commented =
                monitor.command(id, new Move.Comment(), "ana", "called them").join();
        CommandResult resolved =
                monitor.command(id, new Move.Resolve("fixed"), "ana", null).join();
        CommandResult again =
                monitor.command(id, new Move.Resolve("fixed"), "bo", null).join();

        assertThat(acknowledged).isInstanceOf(CommandResult.Done.class);
        assertThat(commented).isInstanceOf(CommandResult.Done.class);
        assertThat(((CommandResult.Done) resolved).now().status()).isEqualTo("resolved");
        assertThat(again).isInstanceOf(CommandResult.Conflict.class);
        assertThat(monitor.command("nobody", new Move.Acknowledge(), "ana", null)
                        .join())
                .isInstanceOf(CommandResult.NotFound.class);
        InterventionDetail detail = monitor.interventions().byId(id).orElseThrow();
        assertThat(detail.timeline())
                .extracting(entry -> entry.kind())
                .contains("acknowledged", "commented", "resolved");
        assertThat(detail.timeline()).anyMatch(entry -> "called them".equals(entry.note()));
    }

    @Test
    @Tag("slow")
    void shouldTellChangesAfterTheTablesShowThem() {
        List<Changes.Change> told = Collections.synchronizedList(new ArrayList<>());
        monitor.changes().subscribe(Changes.FROM_NOW, new Changes.Listener() {
            @Override
            public void changed(Changes.Change change) {
                told.add(change);
            }

            @Override
            public void missed() {
                throw new AssertionError("nothing was missed");
            }
        });

        fail("acme");

        await(() -> told.stream().anyMatch(change -> change.kind() == Changes.Kind.INTERVENTION));
        await(() -> told.stream().anyMatch(change -> change.kind() == Changes.Kind.CUSTOMER));
        Changes.Change first = told.stream()
                .filter(change -> change.kind() == Changes.Kind.INTERVENTION)
                .findFirst()
                .orElseThrow();
        assertThat(first.json()).contains("\"rule\":\"error_debugging\"").contains("\"customer\":\"acme\"");
    }

    @Test
    void shouldCountARetryOnce() {
        List<Line> lines = List.of(Traffic.call("acme", Traffic.START, 200, null));

        Receipt first = monitor.submit(Traffic.submission(lines, "key-1")).join();
        Receipt second = monitor.submit(Traffic.submission(lines, "key-1")).join();
        reopen();
        Receipt third = monitor.submit(Traffic.submission(lines, "key-1")).join();

        assertThat(first.repeated()).isFalse();
        assertThat(second.repeated()).isTrue();
        assertThat(third.repeated()).isTrue();
        assertThat(third.accepted()).isEqualTo(1);
        assertThat(monitor.status().events()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAKeyWithAnotherBody() {
        List<Line> lines = List.of(Traffic.call("acme", Traffic.START, 200, null));
        monitor.submit(new Submission("test", lines, "key-1", new byte[] {1}, true))
                .join();

        assertThatThrownBy(() -> monitor.submit(new Submission("test", lines, "key-1", new byte[] {2}, true))
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Refusal.KeyReused.class);
    }

    @Test
    void shouldCountARecordIdOnce() {
        submit(List.of(Traffic.call("acme", Traffic.START, 200, "e1"), Traffic.call("acme", Traffic.START, 200, "e2")));
        submit(List.of(Traffic.call("acme", Traffic.START, 200, "e2"), Traffic.call("acme", Traffic.START, 200, "e3")));
        reopen();
        submit(List.of(Traffic.call("acme", Traffic.START, 200, "e1"), Traffic.call("acme", Traffic.START, 200, "e4")));

        assertThat(monitor.status().events()).isEqualTo(4);
    }

    @Test
    void shouldRejectTimesThatCannotBe() {
        submit(List.of(Traffic.tick(Traffic.START)));

        Receipt receipt = submit(List.of(
                Traffic.call("acme", Traffic.START + 25 * Traffic.HOUR, 200, null),
                Traffic.tick(Traffic.START - 1),
                Traffic.tick(Traffic.START + 32 * Traffic.DAY),
                Traffic.call("acme", Traffic.START + 23 * Traffic.HOUR, 200, null)));

        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(receipt.rejected()).hasSize(3);
        assertThat(receipt.rejected().get(0).reason()).contains("24 hours ahead");
        assertThat(receipt.rejected().get(1).reason()).contains("never goes back");
        assertThat(receipt.rejected().get(2).reason()).contains("31 days");
    }

    @Test
    void shouldRefuseTicksFromWhoMayNot() {
        assertThatThrownBy(() -> monitor.submit(
                                new Submission("test", List.of(Traffic.tick(Traffic.START)), null, null, false))
                        .join())
                .hasCauseInstanceOf(Refusal.TimeRefused.class);
    }

    @Test
    void shouldKeepTheTimeMode() {
        monitor.close();

        assertThatThrownBy(() -> Monitor.open(MonitorOptions.of(directory, TimeMode.WALL)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("source time")
                .hasMessageContaining("--time source");
        open();
    }

    @Test
    void shouldCheckEveryoneOnDemand() {
        fail("acme");
        openOnes();

        CheckResult first = monitor.check().join();
        CheckResult second = monitor.check().join();

        assertThat(first.checked()).isEqualTo(1);
        assertThat(first.open()).isEqualTo(1);
        assertThat(first.opened()).isEqualTo(1);
        assertThat(second.opened()).isZero();
        assertThat(second.sinceMillis()).isEqualTo(Traffic.START + 10 * Traffic.MINUTE);
    }

    @Test
    void shouldEraseACustomerAndNobodyElse() throws Exception {
        fail("acme");
        openOnes();
        submit(List.of(Traffic.record("other", Traffic.START, "Other Ltd")));

        long before = monitor.status().customers();
        assertThat(monitor.erase("acme", "ana").join()).isTrue();
        assertThat(monitor.erase("nobody", "ana").join()).isFalse();
        assertThat(monitor.status().customers()).as("customers that are known").isEqualTo(before - 1);

        assertThat(monitor.customers().byId("acme")).isEmpty();
        await(() -> monitor.customers().byId("other").isPresent());
        reopen();
        assertThat(monitor.customers().byId("acme")).isEmpty();
        assertThat(Dump.of(directory)).doesNotContain("Acme acme").doesNotContain("acme");
        submit(List.of(Traffic.call("acme", Traffic.START, 200, null)));
        await(() -> monitor.customers().byId("acme").isPresent());
        assertThat(monitor.customers().byId("acme").orElseThrow().row().callsTotal())
                .isEqualTo(1);
    }

    @Test
    void shouldPageSortAndSearchCustomers() {
        List<Line> lines = new ArrayList<>();
        lines.add(Traffic.tick(Traffic.START));
        for (int i = 0; i < 25; i++) {
            lines.add(Traffic.record("c" + i, Traffic.START, "Shop " + (char) ('A' + i)));
            for (int call = 0; call < i; call++) {
                lines.add(Traffic.call("c" + i, Traffic.START + call, 200, null));
            }
        }
        submit(lines);
        await(() -> monitor.customers().page(CustomerFilter.ALL, "-calls", null, 1).items().stream()
                .anyMatch(row -> row.callsTotal() == 24));

        List<CustomerRow> all = new ArrayList<>();
        String cursor = null;
        do {
            var page = monitor.customers().page(CustomerFilter.ALL, "-calls", cursor, 7);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);

        assertThat(all).hasSize(25);
        assertThat(all).extracting(CustomerRow::callsTotal).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(monitor.customers()
                        .page(new CustomerFilter("shop b", null, null, null, null, true), null, null, 10)
                        .items())
                .extracting(CustomerRow::id)
                .containsExactly("c1");
        assertThatThrownBy(() -> monitor.customers().page(CustomerFilter.ALL, "height", null, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("height");
        assertThatThrownBy(() -> monitor.customers().page(CustomerFilter.ALL, null, "nonsense", 7))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("slow")
    void shouldGoOnAfterARestartWhereItWas() {
        List<List<Line>> history = Traffic.history(5, 12, 6);
        for (int i = 0; i < history.size(); i++) {
            submit(history.get(i));
            if (i % 9 == 4) {
                reopen();
            }
        }
        monitor.check().join();
        List<InterventionRow> restarted = monitor.interventions()
                .page(InterventionFilter.ALL, "opened_at", null, 500)
                .items();

        assertThat(restarted).isNotEmpty();
        assertThat(restarted).extracting(Histories::line).isEqualTo(Histories.plain(history));
    }
}
