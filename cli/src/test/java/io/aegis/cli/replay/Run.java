package io.aegis.cli.replay;

import io.aegis.cli.terminal.Faults;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a person gives it, and what came of it. */
record Run(int exit, String out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Run of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new ReplayCommand());
        Faults.handleIn(line);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exit = line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString());
    }

    /** The report, which must be all of the answer. */
    JsonNode report() {
        return JSON.readTree(out);
    }

    static List<JsonNode> rows(Path interventions) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(interventions)) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    /** Of the rule of {@link #rules}; a platform incident concerns no single customer. */
    static List<WindowModel.Episode> episodes(Path interventions) throws IOException {
        List<WindowModel.Episode> episodes = new ArrayList<>();
        for (JsonNode row : rows(interventions)) {
            if (!row.path("rule").asString().equals("r")) {
                continue;
            }
            episodes.add(new WindowModel.Episode(
                    row.path("customer").asString(),
                    Instant.parse(row.path("opened_at").asString()).toEpochMilli(),
                    Instant.parse(row.path("cleared_at").asString()).toEpochMilli()));
        }
        episodes.sort(java.util.Comparator.comparingLong(WindowModel.Episode::openedMillis)
                .thenComparing(WindowModel.Episode::customer));
        return episodes;
    }

    /** One rule without cool-down, so that each stretch of time is an intervention of its own. */
    static Path rules(Path directory, String when) throws IOException {
        Path file = directory.resolve("rules.yaml");
        Files.writeString(file, "rules:\n  - {id: r, when: '" + when + "', cooldown: 0s, fleet: false}\n");
        return file;
    }
}
