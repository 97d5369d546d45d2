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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code evaluate} says is what anyone gets from the files of {@code simulate} and {@code replay}. */
@Tag("slow")
final class EvaluateCommandTest {

    private static final String[] WORLD = {"--seed", "11", "--customers", "60"};

    @TempDir
    private Path directory = Path.of("");

    private record Answer(int status, String out, String err) {}

    private static Answer run(Object command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setCaseInsensitiveEnumValuesAllowed(true);
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
        shouldScoreAlike(List.of());
    }

    /** Companies under five ids, calls late, doubled and overtaken: only one of each counts, for the right one. */
    @Test
    void shouldScoreAlikeWithManyIdsAndBadDelivery() throws IOException {
        Path scenario = Files.writeString(
                directory.resolve("many.yaml"),
                "population: {ids: 5}\ndelivery: {late: 0.02, duplicated: 0.03, out_of_order: 0.1}\n");
        shouldScoreAlike(List.of("--scenario", scenario.toString()));
        String events = Files.readString(directory.resolve("events.ndjson"));
        assertThat(events)
                .contains("\"type\":\"subscription\",\"customer\":\"cus_")
                .contains("\"type\":\"api_call\",\"customer\":\"key_")
                .contains("\"type\":\"api_call\",\"customer\":\"grp-simco-");
    }

    private void shouldScoreAlike(List<String> more) throws IOException {
        Path events = directory.resolve("events.ndjson");
        Path truth = directory.resolve("truth.ndjson");
        Path interventions = directory.resolve("interventions.ndjson");
        List<String> simulate = new ArrayList<>(more);
        simulate.addAll(List.of("--cycles", "9", "--out", events + "", "--truth", truth + ""));
        assertThat(run(new SimulateCommand(), with(simulate.toArray(String[]::new)))
                        .status())
                .isZero();
        assertThat(run(new ReplayCommand(), events + "", "--offline", "--interventions", interventions + "")
                        .status())
                .isZero();
        Map<String, RuleScore> fromFiles =
                new Scorer(TruthFile.read(truth), openings(interventions), Long.MAX_VALUE).all();

        List<String> evaluate = new ArrayList<>(more);
        evaluate.addAll(List.of("--days", "9", "--json"));
        Answer evaluated = run(new EvaluateCommand(), with(evaluate.toArray(String[]::new)));
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
            assertThat(rule.get("opened").asInt())
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue().opened());
            assertThat(rule.get("true_positives").asInt())
                    .isEqualTo(entry.getValue().truePositives());
            opened += entry.getValue().opened();
        }
        assertThat(opened).isGreaterThan(5);
    }

    /** What a gateway would have written down of the same world: the same calls of the same customers. */
    @Test
    void shouldWriteAccessLogsThatReplayAsTheEventsDo() throws IOException {
        Path events = directory.resolve("events.ndjson");
        assertThat(run(new SimulateCommand(), with("--cycles", "2", "--out", events + ""))
                        .status())
                .isZero();
        JsonNode wanted = report(events);
        for (String form : List.of("combined", "json")) {
            Path log = directory.resolve("world." + form);
            assertThat(run(new SimulateCommand(), with("--cycles", "2", "--out", log + "", "--format", form))
                            .status())
                    .isZero();
            JsonNode report = form.equals("combined") ? report(log, "--customer-field", "user") : report(log);
            long calls = Files.readString(events)
                    .lines()
                    .filter(line -> line.contains("\"api_call\""))
                    .count();
            assertThat(report.get("lines").asLong()).isEqualTo(calls);
            assertThat(report.get("events").asLong()).isEqualTo(calls);
            assertThat(report.get("rejected").asLong()).isZero();
            assertThat(report.get("errors").asLong())
                    .isEqualTo(wanted.get("errors").asLong());
            assertThat(Files.readString(log)).contains("atrisk-co");
        }
    }

    private static JsonNode report(Path log, String... more) {
        List<String> arguments = new ArrayList<>(List.of(log + "", "--offline", "--report", "-"));
        arguments.addAll(List.of(more));
        Answer answer = run(new ReplayCommand(), arguments.toArray(String[]::new));
        assertThat(answer.status()).as(answer.err()).isZero();
        return new JsonMapper().readTree(answer.out());
    }

    @Test
    void shouldDrawEachRuleOfARun() throws IOException {
        Path plots = directory.resolve("plots");
        assertThat(run(new EvaluateCommand(), with("--days", "5", "--plots", plots + ""))
                        .status())
                .isZero();
        assertThat(plots.resolve("seed-11-error_debugging.svg")).content().contains("atrisk-co", "class=\"good\"");
        assertThat(plots.resolve("seed-11-upsell_suggestion.svg")).exists();
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
