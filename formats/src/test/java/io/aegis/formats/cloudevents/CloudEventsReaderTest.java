package io.aegis.formats.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.BrokenBodyException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudEventsReaderTest {

    private static final String CALL = "{\"method\":\"GET\",\"path\":\"/v1/a\",\"status\":200}";
    private static final String EXPECTED = """
            {"method":"GET","path":"/v1/a","status":200,"type":"api_call","customer":"acme",\
            "at":"2026-11-22T10:25:13.211Z","id":"/gateway#7"}""";

    private static String envelope(String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/gateway\",\"type\":\"" + type
                + "\",\"subject\":\"acme\",\"time\":\"2026-11-22T10:25:13.211Z\"," + data + "}";
    }

    private static String read(String contentType, String body) throws BrokenBodyException {
        return CloudEventsReader.read(contentType, body.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    @Test
    void shouldFillInFromTheEnvelopeWhatTheDataDoesNotSay() throws BrokenBodyException {
        for (String type : new String[] {"aegis.api_call", "api_call", "com.vendor.api.call"}) {
            assertThat(read("application/cloudevents+json", envelope(type, "\"data\":" + CALL)))
                    .isEqualTo("[" + EXPECTED + "]");
        }
        String ours = "\"data\":{\"type\":\"login\",\"customer_id\":\"c2\",\"at\":5,\"id\":\"own\"}";
        assertThat(read("application/cloudevents+json", envelope("aegis.api_call", ours)))
                .isEqualTo("[{\"type\":\"login\",\"customer_id\":\"c2\",\"at\":5,\"id\":\"own\"}]");
    }

    @Test
    void shouldReadBatchesAndBase64() throws BrokenBodyException {
        String base64 = Base64.getEncoder().encodeToString(CALL.getBytes(StandardCharsets.UTF_8));
        String batch = "[" + envelope("api_call", "\"data\":" + CALL) + ","
                + envelope("api_call", "\"data_base64\":\"" + base64 + "\"") + "]";
        assertThat(read("application/cloudevents-batch+json", batch)).isEqualTo("[" + EXPECTED + ", " + EXPECTED + "]");
    }

    @Test
    void shouldReadBinaryMode() throws BrokenBodyException {
        Map<String, String> headers = Map.of(
                "ce-id",
                "7",
                "ce-source",
                "/gateway",
                "ce-type",
                "com.vendor.api.call",
                "ce-subject",
                "acme",
                "ce-time",
                "2026-11-22T10:25:13.211Z");
        assertThat(CloudEventsReader.readBinary(headers::get, CALL.getBytes(StandardCharsets.UTF_8)))
                .hasToString(EXPECTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acme                          | acme
            M%C3%BCller%20%26%20S%C3%B6hne | Müller & Söhne
            MÃ¼ller                       | Müller
            Müller                        | Müller
            "a \\"b\\" c%25"            | a "b" c%
            100%                          | 100%
            100%zz                        | 100%zz
            日本                          | 日本
            """, quoteCharacter = '~')
    void shouldReadAttributesFromHeadersAsTheyAreEncoded(String header, String customer) throws BrokenBodyException {
        Map<String, String> headers =
                Map.of("ce-type", "login", "ce-subject", header, "ce-time", "2026-11-22T10:25:13Z");
        assertThat(CloudEventsReader.readBinary(headers::get, "{}".getBytes(StandardCharsets.UTF_8))
                        .path("customer")
                        .asString())
                .isEqualTo(customer);
    }

    @Test
    void shouldSayThatABodyIsEmpty() {
        assertThatThrownBy(() -> read("application/cloudevents+json", "")).hasMessageStartingWith("The body is empty.");
        assertThatThrownBy(() -> CloudEventsReader.readBinary(name -> null, new byte[0]))
                .hasMessageStartingWith("The body is empty.");
    }

    @Test
    void shouldKeepAnUnknownTypeSoThatItIsRefusedByItsName() throws BrokenBodyException {
        assertThat(read("application/cloudevents+json", envelope("com.vendor.order", "\"data\":{\"x\":1}")))
                .contains("\"type\":\"com.vendor.order\"");
    }

    @Test
    void shouldRefuseWhatIsNone() {
        assertThatThrownBy(() -> read("application/cloudevents-batch+json", "{}"))
                .isInstanceOf(BrokenBodyException.class);
        assertThatThrownBy(() -> read("application/cloudevents+json", envelope("api_call", "\"data_base64\":\"*\"")))
                .isInstanceOf(BrokenBodyException.class);
    }
}
