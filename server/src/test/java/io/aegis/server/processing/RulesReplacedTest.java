package io.aegis.server.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.Line;
import io.aegis.codec.rule.RuleFile;
import io.aegis.codec.rule.RuleFileException;
import io.aegis.server.projection.InterventionFilter;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules exchanged while interventions are open, over a real database. */
@Tag("slow")
final class RulesReplacedTest {

    private static final String BOTH = """
            rules:
              - {id: failing, when: errors >= 10}
              - {id: busy, when: calls_1h >= 10}
            """;
    private static final String BUSY = """
            rules:
              - {id: busy, title: Very Busy, when: calls_1h >= 15}
            """;

    @TempDir
    private Path directory = Path.of("");

    private @Nullable Monitor opened;

    @BeforeEach
    void begin() {
        TestData.begin(directory);
        open();
        replace(BOTH);
        List<Line> lines = new ArrayList<>();
        lines.add(Traffic.tick(Traffic.START));
        for (int i = 0; i < 20; i++) {
            lines.add(Traffic.call("acme", Traffic.START + i * 1_000L, 500, null));
        }
        lines.add(Traffic.tick(Traffic.START + 5 * Traffic.MINUTE));
        monitor().submit(Traffic.submission(lines)).join();
        MonitorTest.await(() -> rows().size() == 2);
    }

    @AfterEach
    void close() {
        monitor().close();
    }

    private void open() {
        opened = Monitor.open(MonitorOptions.of(directory, TimeMode.SOURCE));
    }

    private Monitor monitor() {
        if (opened == null) {
            throw new AssertionError("the monitor did not open");
        }
        return opened;
    }

    private void replace(String yaml) {
        monitor().replaceRules(RuleFile.read(yaml), yaml, "kim").join();
    }

    private List<InterventionRow> rows() {
        return monitor()
                .interventions()
                .page(InterventionFilter.ALL, null, null, 50)
                .items();
    }

    private InterventionRow row(String rule) {
        return rows().stream()
                .filter(each -> each.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldEndTheInterventionsOfARuleThatIsGoneAndKeepTheOthers() {
        replace(BUSY);

        assertThat(row("failing").status()).isEqualTo("cleared");
        assertThat(row("failing").endReason()).isEqualTo("rule_removed");
        assertThat(row("busy").status()).isEqualTo("open");
    }

    @Test
    void shouldKeepTheRulesInForceThroughARestart() {
        replace(BUSY);
        close();
        open();

        assertThat(monitor().rulesYaml()).isEqualTo(BUSY);
        assertThat(row("failing").endReason()).isEqualTo("rule_removed");
        assertThat(row("busy").status()).isEqualTo("open");
    }

    @Test
    void shouldLeaveTheRulesInForceWhereAFileIsWrong() {
        assertThatThrownBy(() -> replace("rules: [{id: busy, when: cals_1h >= 1}]"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("did you mean calls_1h?");

        assertThat(monitor().rulesYaml()).isEqualTo(BOTH);
        assertThat(rows()).extracting(InterventionRow::status).containsOnly("open");
    }
}
