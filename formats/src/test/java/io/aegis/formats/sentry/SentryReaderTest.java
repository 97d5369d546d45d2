package io.aegis.formats.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.formats.mapping.Hmac;
import io.aegis.formats.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SentryReaderTest {

    private static final SentryReader READER = new SentryReader(Mapping.NONE);

    private static String read(String resource, String body) throws BrokenBodyException {
        return READER.read(resource, body.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static final String EVENT = """
            {"event_id":"248a","datetime":"2026-11-22T10:25:11.929000Z","level":"error","title":"heck is not defined",
            "web_url":"https://sentry.example/1","tags":[["os","Linux"],["customer_id","acme"]],"user":{"id":"dev-1"}}""";

    @Test
    void shouldReadAnAlertAndItsErrorAsOneAndTheSameEvent() throws BrokenBodyException {
        String alert = read("event_alert", "{\"action\":\"triggered\",\"data\":{\"event\":" + EVENT + "}}");
        assertThat(alert).isEqualTo("""
                        [{"type":"error","customer":"acme","at":"2026-11-22T10:25:11.929Z","title":"heck is not defined",\
                        "level":"error","url":"https://sentry.example/1","source":"sentry","id":"248a"}]""");
        assertThat(read("error", "{\"action\":\"created\",\"data\":{\"error\":" + EVENT + "}}"))
                .isEqualTo(alert);
    }

    @Test
    void shouldTakeTheUserWhereNoTagTells() throws BrokenBodyException {
        String event = EVENT.replace("customer_id", "region");
        assertThat(read("error", "{\"data\":{\"error\":" + event + "}}")).contains("\"customer\":\"dev-1\"");
    }

    @Test
    void shouldReadAnIssueAsNobodys() throws BrokenBodyException {
        String issue = """
                {"action":"%s","data":{"issue":{"id":"117","lastSeen":"2026-11-22T10:25:11.929Z","level":"sample",\
                "title":"blooopy"}}}""";
        assertThat(read("issue", issue.formatted("created")))
                .contains("\"customer\":\"\"")
                .contains("\"level\":\"error\"");
        assertThat(read("issue", issue.formatted("resolved"))).isEqualTo("[]");
        assertThat(read("comment", issue.formatted("created"))).isEqualTo("[]");
    }

    @Test
    void shouldTellGenuineBodiesFromForgedOnes() {
        byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);
        String signature = HexFormat.of().formatHex(Hmac.sha256("new", body));
        assertThat(SentryReader.isGenuine(body, signature, List.of("new", "old")))
                .isTrue();
        assertThat(SentryReader.isGenuine(body, signature, List.of("old"))).isFalse();
        assertThat(SentryReader.isGenuine(body, "", List.of("new"))).isFalse();
        body[0]++;
        assertThat(SentryReader.isGenuine(body, signature, List.of("new"))).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNoWebhook() {
        assertThatThrownBy(() -> read("error", "{\"data\":{\"error\":{}}}")).isInstanceOf(BrokenBodyException.class);
        assertThatThrownBy(() -> read("error", "{}")).isInstanceOf(BrokenBodyException.class);
    }

    @Test
    void shouldTakeTheSecondsWhereAnEventHasNoDatetime() throws BrokenBodyException {
        String event = EVENT.replace("\"datetime\":\"2026-11-22T10:25:11.929000Z\"", "\"timestamp\":1795343111.929");
        assertThat(read("error", "{\"data\":{\"error\":" + event + "}}")).contains("2026-11-22T10:25:11.929Z");
    }

    @Test
    void shouldPassOverWhatAnIntegrationIsToldBesides() throws BrokenBodyException {
        for (String resource :
                new String[] {"installation", "metric_alert", "comment", "seer", "preprod_artifact", ""}) {
            assertThat(read(resource, "{\"action\":\"created\",\"data\":{\"installation\":{\"uuid\":\"a\"}}}"))
                    .isEqualTo("[]");
        }
    }
}
