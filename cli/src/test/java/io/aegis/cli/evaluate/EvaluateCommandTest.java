package io.aegis.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.cli.replay.ReplayCommand;
import io.aegis.cli.simulate.SimulateCommand;
import io.aegis.cli.terminal.Faults;
import io.aegis.simulator.score.Opening;
import io.aegis.simulator.score.RuleScore;
import io.aegis.simulator.score.Scorer;
import io.aegis.simulator.truth.TruthFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code evaluate} says is what anyone gets from the files of {@code simulate} and {@code replay}. */
final class EvaluateCommandTest {

    private static final String[] WORLD = {"--seed", "11", "--customers", "60"};

    @TempDir
    private Path directory = Path.of("");

    private record Answer(int status, String out, String err) {}

    private static Answer run(Object command, String... arguments) {
        CommandLine line = new CommandLine(command);
        Faults.handleIn(line);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        return new Answer(status, out.toString(), err.toString());
    }

    private static String[] with(String... more) {
        List<String> all = new ArrayList<>(List.of(WORLD));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void shouldScoreAsTheFilesOfSimulateAndReplayDo() throws IOException {
        Path events = directory.resolve("events.ndjson");
        Path truth = directory.resolve("truth.ndjson");
        Path interventions = directory.resolve("interventions.ndjson");
        assertThat(run(new SimulateCommand(), with("--cycles", "9", "--out", events + "", "--truth", truth + ""))
                        .status())
                .isZero();
        assertThat(run(new ReplayCommand(), events + "", "--offline", "--interventions", interventions + "")
                        .status())
                .isZero();
        Map<String, RuleScore> fromFiles =
                new Scorer(TruthFile.read(truth), openings(interventions), Long.MAX_VALUE).all();

        Answer evaluated = run(new EvaluateCommand(), with("--days", "9", "--json"));
        assertThat(evaluated.status()).isZero();
        JsonNode json = new JsonMapper().readTree(evaluated.out());
        assertThat(json.get("seed").asInt()).isEqualTo(11);
        assertThat(json.get("customers").asInt()).isEqualTo(60);
        assertThat(json.get("days").asInt()).isEqualTo(9);
        int opened = 0;
        for (Map.Entry<String, RuleScore> entry : fromFiles.entrySet()) {
            JsonNode rule = json.get("rules").get(entry.getKey());
            assertThat(rule.get("episodes").asInt()).isEqualTo(entry.getValue().episodes());
            assertThat(rule.get("left_out").asInt()).isEqualTo(entry.getValue().leftOut());
            assertThat(rule.get("opened").asInt()).isEqualTo(entry.getValue().opened());
            assertThat(rule.get("true_positives").asInt())
                    .isEqualTo(entry.getValue().truePositives());
            opened += entry.getValue().opened();
        }
        assertThat(opened).isGreaterThan(5);
    }

    private static List<Opening> openings(Path file) throws IOException {
        List<Opening> openings = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = new JsonMapper().readTree(line);
            JsonNode cleared = node.get("cleared_at");
            openings.add(new Opening(
                    node.get("rule").asString(),
                    node.get("customer").isNull() ? null : node.get("customer").asString(),
                    Instant.parse(node.get("opened_at").asString()).toEpochMilli(),
                    cleared.isNull() ? -1 : Instant.parse(cleared.asString()).toEpochMilli(),
                    0,
                    node.get("status").asString().equals("held")));
        }
        return openings;
    }

    @Test
    void shouldTellWrongOptionsInOneLine() {
        for (String[] wrong : new String[][] {
            {"--days", "0"},
            {"--lapse", "0"},
            {"--scenario", "missing.yaml"},
            {"--customers", "-3"},
            {"--rules", "missing.yaml"}
        }) {
            Answer answer = run(new EvaluateCommand(), wrong);
            assertThat(answer.status()).as("%s", List.of(wrong)).isEqualTo(2);
            assertThat(answer.err().strip()).hasLineCount(1);
        }
    }
}
