package io.aegis.formats.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Masking;
import io.aegis.formats.mapping.Mapping;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The spans read in place are those that protobuf's own library reads. */
final class WireTracesTest {

    private static final String[] KEYS = {
        "http.request.method",
        "http.method",
        "http.route",
        "url.path",
        "http.response.status_code",
        "customer.id",
        "enduser.id",
        "rpc.grpc.status_code",
        "rpc.service",
        "rpc.method",
        "log.record.uid",
        "api.key.id",
        "other",
        ""
    };
    private static final String[] TEXTS = {"GET", "POST", "/v1/orders/7", "200", "503", "acme", "-", "", "Grüße", "0"};

    private final OtlpReader reader =
            new OtlpReader(Mapping.NONE, new Masking("a key for these tests".getBytes(StandardCharsets.UTF_8)), null);

    private static AnyValue value(Random random, int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        return switch (random.nextInt(depth > 3 ? 5 : 8)) {
            case 0 -> value.setIntValue(random.nextInt(700)).build();
            case 1 -> value.setDoubleValue(random.nextInt(700)).build();
            case 2 -> value.setBoolValue(random.nextBoolean()).build();
            case 3 -> value.build();
            case 5 -> {
                ArrayValue.Builder array = ArrayValue.newBuilder();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.addValues(value(random, depth + 1));
                }
                yield value.setArrayValue(array).build();
            }
            case 6 ->
                value.setKvlistValue(KeyValueList.newBuilder().addValues(attribute(random, depth + 1)))
                        .build();
            case 7 -> value.setBytesValue(ByteString.copyFromUtf8("bytes")).build();
            default -> value.setStringValue(TEXTS[random.nextInt(TEXTS.length)]).build();
        };
    }

    private static KeyValue attribute(Random random, int depth) {
        return KeyValue.newBuilder()
                .setKey(KEYS[random.nextInt(KEYS.length)])
                .setValue(value(random, depth))
                .build();
    }

    private static KeyValue attribute(String key, String text) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(text))
                .build();
    }

    private static Span span(Random random) {
        Span.Builder span = Span.newBuilder()
                .setName(TEXTS[random.nextInt(TEXTS.length)])
                .setKindValue(random.nextInt(10) < 7 ? 2 : random.nextInt(7))
                .setStartTimeUnixNano(random.nextInt(5) == 0 ? 0 : 1_795_343_094_138_000_000L + random.nextInt())
                .setEndTimeUnixNano(random.nextInt(5) == 0 ? 0 : 1_795_343_094_188_000_000L + random.nextInt())
                .setStatus(Status.newBuilder().setMessage("status"))
                .addEvents(Span.Event.newBuilder().setName("event"));
        if (random.nextInt(4) > 0) {
            byte[] id = new byte[24];
            random.nextBytes(id);
            span.setTraceId(ByteString.copyFrom(id, 0, 16)).setSpanId(ByteString.copyFrom(id, 16, 8));
        }
        if (random.nextInt(4) > 0) {
            span.addAttributes(attribute("http.request.method", "GET"))
                    .addAttributes(attribute("http.response.status_code", "200"));
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            span.addAttributes(attribute(random, 0));
        }
        return span.build();
    }

    private static byte[] request(Random random) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            ResourceSpans.Builder spans = ResourceSpans.newBuilder();
            if (random.nextBoolean()) {
                spans.setResource(Resource.newBuilder()
                        .addAttributes(attribute("customer.id", "of-resource"))
                        .addAttributes(attribute(random, 0)));
            }
            ScopeSpans.Builder scope = ScopeSpans.newBuilder();
            for (int j = random.nextInt(4); j > 0; j--) {
                scope.addSpans(span(random));
            }
            request.addResourceSpans(spans.addScopeSpans(scope));
        }
        return request.build().toByteArray();
    }

    @Test
    void shouldReadWhatProtobufsLibraryReads() throws BrokenBodyException, InvalidProtocolBufferException {
        Random random = new Random(7);
        int calls = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] body = request(random);
            OtlpBatch expected = reader.traces(ExportTraceServiceRequest.parseFrom(body));
            assertThat(reader.traces(body)).isEqualTo(expected);
            calls += expected.lines().size();
        }
        assertThat(calls).isGreaterThan(1_000);
    }

    @Test
    void shouldReadBrokenBytesAsTheLibraryDoesOrRefuseThem() {
        Random random = new Random(8);
        int alike = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] body = request(random);
            for (int flips = 1 + random.nextInt(3); flips > 0 && body.length > 0; flips--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                OtlpBatch found = reader.traces(body);
                assertThat(found).isEqualTo(reader.traces(ExportTraceServiceRequest.parseFrom(body)));
                alike++;
            } catch (BrokenBodyException broken) {
                refused++;
            } catch (InvalidProtocolBufferException inWhatIsPassedOver) {
                assertThat(inWhatIsPassedOver).isNotNull();
            }
        }
        assertThat(alike).isGreaterThan(3_000);
        assertThat(refused).isGreaterThan(3_000);
    }

    @Test
    void shouldRefuseWhatIsCutOffNotUtf8OrTooDeep() {
        byte[] whole = request(new Random(9));
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            try {
                assertThat(reader.traces(cut).records()).isLessThan(9);
            } catch (BrokenBodyException broken) {
                assertThat(broken).hasMessageContaining("malformed or cut off");
            }
        }
        AnyValue deep = AnyValue.newBuilder().setStringValue("x").build();
        for (int i = 0; i < 80; i++) {
            deep = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(deep))
                    .build();
        }
        Span span = Span.newBuilder()
                .addAttributes(KeyValue.newBuilder().setKey("k").setValue(deep))
                .build();
        assertThatThrownBy(() -> reader.traces(of(span).toByteArray()))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("deeper than 64");
        byte[] latin = of(Span.newBuilder()
                        .addAttributes(attribute("k", "~~~~"))
                        .build())
                .toByteArray();
        for (int i = 0; i < latin.length; i++) {
            latin[i] = latin[i] == '~' ? (byte) 0xFC : latin[i];
        }
        assertThatThrownBy(() -> reader.traces(latin)).hasMessageContaining("not UTF-8");
    }

    private static ExportTraceServiceRequest of(Span span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }
}
