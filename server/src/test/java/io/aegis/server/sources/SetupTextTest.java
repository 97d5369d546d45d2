package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import io.aegis.formats.source.SourceSetting;
import io.aegis.formats.source.SourcesException;
import io.aegis.formats.source.SourcesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is told to be copied is what its readers understand; what is sent by it is tried in {@code e2e}. */
final class SetupTextTest {

    private static final String ADDRESS = "http://aegis.example:8501";

    private static final Map<String, String> TEXTS =
            SetupText.all(ADDRESS).stream().collect(Collectors.toMap(SetupText::kind, SetupText::text));

    private static String text(String kind) {
        return Objects.requireNonNull(TEXTS.get(kind), kind);
    }

    /** The part for our own configuration, taken out of its comments. */
    private static String configuration(String text) {
        int from = text.indexOf("sources:");
        if (from < 0) {
            return "";
        }
        boolean commented = text.startsWith("# ", Math.max(0, from - 2));
        StringBuilder yaml = new StringBuilder("sources:\n");
        for (String line : text.substring(text.indexOf('\n', from) + 1).lines().toList()) {
            String plain = commented ? line.replaceFirst("^# ?", "") : line;
            if (!plain.startsWith(" ")) {
                break;
            }
            yaml.append(plain).append('\n');
        }
        return yaml.toString();
    }

    @Test
    void shouldConfigureWhatItSays() throws SourcesException {
        Map<String, String> types = new TreeMap<>();
        for (Map.Entry<String, String> text : TEXTS.entrySet()) {
            String yaml = configuration(text.getValue());
            if (!yaml.isEmpty()) {
                List<SourceSetting> sources = SourcesFile.read(yaml, name -> "secret-of-" + name);
                assertThat(sources).as(yaml).hasSize(1);
                types.put(text.getKey(), sources.getFirst().type());
            }
        }
        assertThat(types)
                .isEqualTo(Map.ofEntries(
                        Map.entry("nginx", "file"),
                        Map.entry("apache", "file"),
                        Map.entry("haproxy", "file"),
                        Map.entry("caddy", "file"),
                        Map.entry("traefik", "file"),
                        Map.entry("envoy", "file"),
                        Map.entry("access-log", "http"),
                        Map.entry("kong", "http"),
                        Map.entry("stripe", "stripe"),
                        Map.entry("chargebee", "chargebee"),
                        Map.entry("sentry", "sentry"),
                        Map.entry("jdbc", "jdbc")));
    }

    @Test
    void shouldBeYamlWhereASenderReadsIt() {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode collector = yaml.readTree(text("otlp"));
        assertThat(collector.at("/exporters/otlphttp~1aegis/endpoint").asString())
                .isEqualTo(ADDRESS);
        assertThat(collector
                        .at("/exporters/otlphttp~1aegis/headers/Authorization")
                        .asString())
                .isEqualTo("Bearer TOKEN");
        JsonNode plugin = yaml.readTree(text("kong")).at("/plugins/0");
        assertThat(plugin.path("name").asString()).isEqualTo("http-log");
        assertThat(plugin.at("/config/http_endpoint").asString()).isEqualTo(ADDRESS + "/v1/access-logs/kong");
        String posted = text("access-log");
        String vector = posted.substring(posted.indexOf("#   sinks:"), posted.indexOf("# Fluent Bit"));
        JsonNode sink = yaml.readTree(vector.replaceAll("(?m)^#   ", "")).at("/sinks/aegis");
        assertThat(sink.path("uri").asString()).isEqualTo(ADDRESS + "/v1/access-logs/gateway");
        assertThat(posted).contains("host aegis.example", "port 8501");
    }

    @Test
    void shouldReadWhatEnvoyWritesInTheFormatThatItIsGiven() throws SourcesException {
        JsonNode access = new YAMLMapper().readTree(text("envoy")).get(0);
        String format = access.at("/typed_config/log_format/text_format_source/inline_string")
                .asString();
        SourceSetting.LogFile file = (SourceSetting.LogFile)
                SourcesFile.read(configuration(text("envoy")), name -> null).getFirst();
        assertThat(format).isEqualTo(file.reading().layout() + "\n");
        Line line = file.reading()
                .reader(new Masking(new byte[16]))
                .read("[2026-04-15T20:17:00.310Z] \"POST /v1/orders/12?x=1 HTTP/2\" 204 226 \"cc21\" \"acme\"", 1);
        assertThat(line).isInstanceOfSatisfying(PublicEvent.class, event -> {
            assertThat(event.customer()).isEqualTo("acme");
            assertThat(event.id()).isEqualTo("cc21");
            assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 204, 226, false, null, null));
        });
    }

    @Test
    void shouldReadWhatApacheWritesInTheFormatThatItIsGiven() throws SourcesException {
        SourceSetting.LogFile file = (SourceSetting.LogFile)
                SourcesFile.read(configuration(text("apache")), name -> null).getFirst();
        String quoted = Objects.requireNonNull(file.reading().layout()).replace("\"", "\\\"");
        assertThat(text("apache")).contains("LogFormat \"" + quoted + "\" aegis");
        Line line = file.reading()
                .reader(new Masking(new byte[16]))
                .read(
                        "10.0.0.1 - - [23/Nov/2026:16:50:55 +0000] \"POST /v1/orders/12?x=1 HTTP/1.1\" 204 5 \"-\" \"sdk \\\"2\\\"\" 3010 \"acme\"",
                        1);
        assertThat(line)
                .isInstanceOfSatisfying(
                        PublicEvent.class,
                        event -> assertThat(List.of(event.customer(), event.fact()))
                                .isEqualTo(List.of(
                                        "acme", new ApiCall("POST", "/v1/orders/{id}", 204, 3, false, null, null))));
    }

    @Test
    @Tag("slow")
    void shouldBeTakenByARealNginx(@TempDir Path directory) throws IOException, InterruptedException {
        String text = text("nginx");
        String snippet =
                text.substring(0, text.indexOf("# aegis.yaml")).replace("/var/log/nginx", directory.toString());
        Path conf = Files.writeString(directory.resolve("nginx.conf"), """
                pid %1$s/nginx.pid; error_log %1$s/error.log;
                events {}
                http {
                  client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
                  uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
                  %2$s
                }
                """.formatted(directory, snippet));
        Path said = directory.resolve("said");
        Process nginx = new ProcessBuilder("/usr/sbin/nginx", "-t", "-c", conf.toString(), "-p", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(nginx.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(nginx.exitValue()).as(Files.readString(said)).isZero();
    }
}
