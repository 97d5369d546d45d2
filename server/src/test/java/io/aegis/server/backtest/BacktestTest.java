package io.aegis.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.rule.RuleSet;
import io.aegis.server.backtest.BacktestResult.Difference;
import io.aegis.server.backtest.BacktestResult.RuleCounts;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorOptions;
import io.aegis.server.processing.Submission;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real journal. Two customers fail for a while, one much, one a little. */
@Tag("slow")
final class BacktestTest {

    private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final String SAME = "rules: [{id: failing, when: errors >= 30, clear_when: errors < 10}]";

    @TempDir
    private Path directory = Path.of("");

    private @Nullable Monitor opened;

    @BeforeEach
    void begin() {
        TestData.begin(directory);
        opened = Monitor.open(MonitorOptions.of(directory, TimeMode.SOURCE));
        monitor().replaceRules(RuleFile.read(SAME), SAME, "test").join();
        submit(List.of(new PublicTick(START)));
        fail("much", 60, 0);
        fail("little", 20, 0);
        submit(List.of(new PublicTick(START + 60 * 3_600_000L)));
    }

    @AfterEach
    void close() {
        monitor().close();
    }

    private Monitor monitor() {
        if (opened == null) {
            throw new AssertionError("the monitor did not open");
        }
        return opened;
    }

    private void submit(List<Line> lines) {
        monitor().submit(new Submission("test", lines, null, null, true)).join();
    }

    private void fail(String customer, int errors, long afterMillis) {
        List<Line> lines = new ArrayList<>();
        lines.add(new PublicEvent(customer, START + afterMillis, null, CustomerUpdate.NOTHING, null));
        for (int i = 0; i < errors; i++) {
            lines.add(new PublicEvent(
                    customer,
                    START + afterMillis + i * 1_000L,
                    null,
                    new ApiCall("GET", "/v1/orders", 500, -1, false, null, null),
                    null));
        }
        submit(lines);
    }

    private BacktestResult backtest(String yaml, @Nullable Instant from, @Nullable Instant to) {
        RuleSet rules = RuleFile.read(yaml);
        return new Backtest(rules, from, to).run(monitor().dataSource());
    }

    @Test
    void shouldFindNothingDifferentUnderTheRulesInForce() {
        BacktestResult result = backtest(SAME, null, null);
        assertThat(result.differences()).isEmpty();
        assertThat(result.rules()).containsEntry("failing", new RuleCounts(1, 1, 1, 0, 0, 0));
        assertThat(result.events()).isEqualTo(82);
        assertThat(result.customers()).isEqualTo(2);
        assertThat(result.to()).isEqualTo(Instant.ofEpochMilli(START + 60 * 3_600_000L));
    }

    @Test
    void shouldTellWhatIsNewWhatChangesAndWhatIsGone() {
        BacktestResult lower =
                backtest("rules: [{id: failing, when: errors >= 15, clear_when: errors < 10}]", null, null);
        assertThat(lower.rules()).containsEntry("failing", new RuleCounts(1, 2, 0, 1, 0, 1));
        assertThat(lower.differences())
                .extracting(Difference::change, Difference::customer, Difference::openedAt, Difference::openedBefore)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "changed",
                                "much",
                                Instant.ofEpochMilli(START + 14_000),
                                Instant.ofEpochMilli(START + 29_000)),
                        org.assertj.core.groups.Tuple.tuple(
                                "new", "little", Instant.ofEpochMilli(START + 14_000), null));

        BacktestResult other = backtest("rules: [{id: other, when: errors >= 1000}]", null, null);
        assertThat(other.rules())
                .containsEntry("failing", new RuleCounts(1, 0, 0, 0, 1, 0))
                .containsEntry("other", new RuleCounts(0, 0, 0, 0, 0, 0));
        assertThat(other.differences()).extracting(Difference::change).containsExactly("gone");
    }

    @Test
    void shouldEndAndBeginWhenAsked() {
        Instant early = Instant.ofEpochMilli(START + 20_000);
        assertThat(backtest(SAME, null, early).rules()).containsEntry("failing", new RuleCounts(0, 0, 0, 0, 0, 0));
        Instant late = Instant.ofEpochMilli(START + 50 * 3_600_000L);
        assertThat(backtest(SAME, late, null).rules()).containsEntry("failing", new RuleCounts(0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldStartFromTheOldestCutAfterARestart() {
        monitor().close();
        opened = Monitor.open(MonitorOptions.of(directory, TimeMode.SOURCE));
        fail("much", 60, 61 * 3_600_000L);
        submit(List.of(new PublicTick(START + 62 * 3_600_000L)));
        assertThat(backtest(SAME, null, null).differences()).isEmpty();
        assertThat(backtest("rules: [{id: failing, when: errors >= 15, clear_when: errors < 10}]", null, null)
                        .differences())
                .extracting(Difference::customer)
                .contains("much");
    }

    @Test
    void shouldLeaveWhatIsInForceAlone() {
        backtest("rules: [{id: other, when: errors >= 1}]", null, null);
        assertThat(monitor().rulesYaml()).isEqualTo(SAME);
    }
}
