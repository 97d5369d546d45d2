package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a server tells to copy into its senders, with a token put in. */
record SetUp(Map<String, String> texts) {

    private static final Pattern VARIABLE = Pattern.compile("(?m)^# (OTEL_[A-Z_]+)=(.*)$");

    /** @param address where its senders are to send instead */
    static SetUp of(Server server, String address) {
        Map<String, String> texts = new HashMap<>();
        for (JsonNode item : server.api().get("/api/v1/sources/setup").path("items")) {
            String text = item.path("text").asString();
            texts.put(
                    item.path("kind").asString(),
                    text.replace(server.url(), address).replace("TOKEN", server.token()));
        }
        return new SetUp(texts);
    }

    String text(String kind) {
        return Objects.requireNonNull(texts.get(kind), kind);
    }

    /** What an OpenTelemetry SDK is to have in its environment. */
    Map<String, String> environment() {
        Map<String, String> variables = VARIABLE.matcher(text("otlp"))
                .results()
                .collect(Collectors.toMap((MatchResult found) -> found.group(1), found -> found.group(2)));
        assertThat(variables).containsKeys("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_HEADERS");
        return variables;
    }

    /** Runs the curl command of a text, commented out or not; what it printed. */
    String curl(String kind, Path directory) throws IOException, InterruptedException {
        String text = text(kind);
        String command = text.substring(text.indexOf("curl "));
        if (text.contains("#   curl ")) {
            command = command.lines().findFirst().orElseThrow();
        }
        Path said = directory.resolve("curl.out");
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
        return Files.readString(said);
    }
}
