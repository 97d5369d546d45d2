package io.aegis.simulator.truth;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the truth, one episode a line. */
public final class TruthFile {

    private TruthFile() {}

    public static void write(Path file, List<Episode> episodes) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (Episode episode : episodes) {
                out.write(line(episode));
                out.write('\n');
            }
        }
    }

    /** Ids and causes of a world need no escaping. */
    static String line(Episode episode) {
        return String.format(
                Locale.ROOT,
                "{\"customer\":%s,\"kind\":\"%s\",\"cause\":\"%s\",\"onset\":\"%s\",\"end\":\"%s\",\"severity\":%.4f,"
                        + "\"calls_in_episode\":%d}",
                episode.customer() == null ? "null" : "\"" + episode.customer() + "\"",
                episode.kind(),
                episode.cause(),
                Instant.ofEpochMilli(episode.onsetMillis()),
                Instant.ofEpochMilli(episode.endMillis()),
                episode.severity(),
                episode.callsInEpisode());
    }

    public static List<Episode> read(Path file) throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<Episode> episodes = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode node = mapper.readTree(line);
            episodes.add(new Episode(
                    node.get("customer").isNull() ? null : node.get("customer").asString(),
                    node.get("kind").asString(),
                    node.get("cause").asString(),
                    Instant.parse(node.get("onset").asString()).toEpochMilli(),
                    Instant.parse(node.get("end").asString()).toEpochMilli(),
                    node.get("severity").asDouble(),
                    node.get("calls_in_episode").asLong()));
        }
        return episodes;
    }
}
