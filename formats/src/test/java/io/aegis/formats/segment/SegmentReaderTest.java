package io.aegis.formats.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.RejectedLine;
import io.aegis.formats.mapping.Instants;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class SegmentReaderTest {

    private static final SegmentReader READER = new SegmentReader(Mapping.NONE, EventNames.DEFAULTS, Plans.NONE);

    private static String read(String call, String body) throws BrokenBodyException {
        return READER.read(call, body.getBytes(StandardCharsets.UTF_8), Instants.NONE).stream()
                .flatMap(List::stream)
                .map(Object::toString)
                .reduce("", (a, b) -> a.isEmpty() ? b : a + "\n" + b);
    }

    @Test
    void shouldReadTheCallsOfABatchByTheirGroup() throws BrokenBodyException {
        String batch = """
                {"batch":[{"type":"track","event":"API Call","timestamp":"2026-11-22T10:24:52.137Z","userId":"acme-dev1",
                "context":{"groupId":"acme"},"messageId":"m1",
                "properties":{"method":"GET","path":"/v1/orders","status":500,"duration_ms":21.4}},
                {"type":"track","event":"api_key_created","timestamp":"2026-11-22T10:24:52.137Z","userId":"acme-dev1",
                "context":{"groupId":"acme"},"messageId":"m2","properties":{"environment":"live"}},
                {"type":"track","event":"Report Exported","timestamp":"2026-11-22T10:24:52.137Z","userId":"u1","messageId":"m3"}],
                "sentAt":"2026-11-22T10:24:52.143Z","writeKey":"k"}""";
        assertThat(read("batch", batch)).isEqualTo("""
                        {"type":"api_call","customer":"acme","at":"2026-11-22T10:24:52.137Z","method":"GET","route":"/v1/orders",\
                        "status":500,"latency_ms":21,"user":"acme-dev1","id":"m1"}
                        {"type":"api_key","customer":"acme","at":"2026-11-22T10:24:52.137Z","key":"segment:acme","environment":"live",\
                        "action":"issued","user":"acme-dev1","id":"m2"}
                        {"type":"track","customer":"u1","at":"2026-11-22T10:24:52.137Z","name":"Report Exported",\
                        "user":"u1","id":"m3"}""");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `"type":"trck",`, type (trck) is no call of Segment's; send track
            ``, type (none) is no call of Segment's; send track
            """)
    void shouldRefuseAMessageThatIsNoCall(String type, String reason) throws BrokenBodyException {
        String batch = "{\"batch\":[{" + type + "\"userId\":\"u1\",\"timestamp\":\"2026-11-22T10:24:52.137Z\"}]}";
        ObjectNode event = READER.read("batch", batch.getBytes(StandardCharsets.UTF_8), Instants.NONE)
                .getFirst()
                .getFirst();
        assertThat(SegmentReader.line(event, new EventReader(new Masking(new byte[16])), 3))
                .isInstanceOfSatisfying(RejectedLine.class, wrong -> {
                    assertThat(wrong.line()).isEqualTo(3);
                    assertThat(wrong.reason()).startsWith(reason);
                });
    }

    @Test
    void shouldReadACompanyAndItsPeople() throws BrokenBodyException {
        assertThat(read("group", """
                        {"userId":"acme-dev1","groupId":"acme","timestamp":"2026-11-22T10:24:52.137Z","traits":{"name":"Acme",
                        "plan":"pro","createdAt":"2026-10-23T10:24:52.134Z","industry":"Chemistry"}}""")).isEqualTo("""
                        {"type":"customer","customer":"acme","at":"2026-11-22T10:24:52.137Z","name":"Acme",\
                        "created_at":"2026-10-23T10:24:52.134Z","tier":"pro","external_ids":{"segment":"acme-dev1"},"attributes":{"industry":"Chemistry"}}""");
        assertThat(read("identify", """
                        {"userId":"acme-dev1","timestamp":"2026-11-22T10:24:52.137Z",
                        "traits":{"email":"d@acme.example","company":{"id":"acme"}}}"""))
                .contains("\"customer\":\"acme\"")
                .contains("\"contacts\":{\"developer\":\"d@acme.example\"}");
    }

    @Test
    void shouldReadTheOtherCalls() throws BrokenBodyException {
        assertThat(read("page", "{\"userId\":\"u1\",\"name\":\"Docs\",\"timestamp\":\"2026-11-22T10:24:52Z\"}"))
                .contains("\"type\":\"track\"")
                .contains("\"name\":\"Viewed Docs\"");
        assertThat(read("track", "{\"userId\":\"u1\",\"event\":\"Signed In\",\"timestamp\":\"2026-11-22T10:24:52Z\"}"))
                .contains("\"type\":\"login\"");
        assertThat(read("alias", "{\"userId\":\"acme\",\"previousId\":\"a0\",\"timestamp\":\"2026-11-22T10:24:52Z\"}"))
                .contains("\"customer\":\"acme\"")
                .contains("\"external_ids\":{\"segment\":\"a0\"}");
    }

    @Test
    void shouldTakeAnEventNameOfOnesOwnForACall() throws BrokenBodyException {
        SegmentReader reader = new SegmentReader(
                Mapping.NONE, new EventNames(Map.of("Request Served", EventNames.Meaning.API_CALL)), Plans.NONE);
        String body =
                "{\"userId\":\"u1\",\"event\":\"request served\",\"properties\":{\"method\":\"GET\",\"path\":\"/\",\"status\":\"200\"}}";
        assertThat(reader.read("track", body.getBytes(StandardCharsets.UTF_8), 1_000)
                        .toString())
                .contains("\"type\":\"api_call\"")
                .contains("\"status\":200")
                .contains("1970-01-01T00:00:01.000Z");
    }

    @Test
    void shouldCorrectAWrongClockButNotAnOldRecording() throws BrokenBodyException {
        String body =
                "{\"userId\":\"u1\",\"event\":\"X\",\"timestamp\":\"2026-11-22T10:00:00Z\",\"sentAt\":\"2026-11-22T10:00:02Z\"}";
        long sent = Instants.millis("2026-11-22T10:00:02Z");
        assertThat(at(body, sent + 3_600_000)).contains("2026-11-22T11:00:00.000Z");
        assertThat(at(body, sent + 1_000)).contains("2026-11-22T10:00:00.000Z");
        assertThat(at(body, sent + 90_000_000)).contains("2026-11-22T10:00:00.000Z");
    }

    private static String at(String body, long received) throws BrokenBodyException {
        return READER.read("track", body.getBytes(StandardCharsets.UTF_8), received)
                .toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1795342513               | "at":"2026-11-22T10:15:13.000Z"
            1795342513123            | "at":"2026-11-22T10:15:13.123Z"
            1795342513.123           | "at":"2026-11-22T10:15:13.123Z"
            "1795342513123"          | "at":"2026-11-22T10:15:13.123Z"
            "2026-11-22T10:15:13Z"   | "at":"2026-11-22T10:15:13.000Z"
            ""                       | "at":"1970-01-01T00:00:01.000Z"
            null                     | "at":"1970-01-01T00:00:01.000Z"
            "yesterday"              | "timestamp":"yesterday"
            -5                       | "timestamp":-5
            {"a":1}                  | "timestamp":{"a":1}
            """)
    void shouldReadTimesAsTheyAreSentAndKeepWhatIsNoneSoThatItIsRefused(String sent, String expected)
            throws BrokenBodyException {
        String read = at("{\"userId\":\"u1\",\"event\":\"X\",\"timestamp\":" + sent + "}", 1_000);
        assertThat(read).contains(expected);
        assertThat(read.contains("\"at\"")).isEqualTo(expected.startsWith("\"at\""));
    }

    @Test
    void shouldKnowTheStatusUnderItsUsualNames() throws BrokenBodyException {
        for (String name : List.of("status", "status_code", "statusCode")) {
            assertThat(read(
                            "track",
                            "{\"userId\":\"u1\",\"event\":\"API Call\",\"properties\":{\"path\":\"/a\",\"" + name
                                    + "\":404}}"))
                    .contains("\"type\":\"api_call\"", "\"status\":404");
        }
    }

    @Test
    void shouldRefuseWhatIsNoCall() {
        assertThatThrownBy(() -> read("batch", "{\"batch\":{}}")).isInstanceOf(BrokenBodyException.class);
        assertThatThrownBy(() -> read("track", "[1]")).isInstanceOf(BrokenBodyException.class);
    }
}
