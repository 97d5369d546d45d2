package io.aegis.cli.bench;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes export requests of server spans as an HTTP server's instrumentation does, fast enough not to be what is measured:
 * each span is written once for each customer and outcome, then only its ids and times are set.
 */
final class SpanBlock implements DoorLoad.Block {

    private static final byte[] TRACE_MARK = HexFormat.of().parseHex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
    private static final byte[] SPAN_MARK = HexFormat.of().parseHex("0f1e2d3c4b5a6978");
    private static final long START_MARK = 0x1122334455667788L;
    private static final long END_MARK = 0x2233445566778899L;
    private static final int SPAN_TAG = 2 << 3 | 2;

    private final Written[] whole;
    private final Written[] failed;
    private final byte[] resource = Resource.newBuilder()
            .addAttributes(text("service.name", "orders-api"))
            .addAttributes(text("telemetry.sdk.language", "java"))
            .addAttributes(text("host.name", "api-7d9c5b8f66-x2x4k"))
            .build()
            .toByteArray();
    private final RandomGenerator ids;
    private final ByteArrayOutputStream scope = new ByteArrayOutputStream();

    /** A span in bytes, its length before it, and where in it the ids and times stand. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Written(byte[] bytes, int trace, int span, int start, int end) {}

    SpanBlock(int customers, RandomGenerator ids) {
        this.ids = ids;
        whole = new Written[customers];
        failed = new Written[customers];
        for (int customer = 0; customer < customers; customer++) {
            whole[customer] = written(customer, 200);
            failed[customer] = written(customer, 500);
        }
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    private static Written written(int customer, int status) {
        byte[] span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(TRACE_MARK))
                .setSpanId(ByteString.copyFrom(SPAN_MARK))
                .setName("GET /v1/orders/{id}")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(START_MARK)
                .setEndTimeUnixNano(END_MARK)
                .addAttributes(text("http.request.method", "GET"))
                .addAttributes(text("url.path", "/v1/orders/" + (4_000 + customer)))
                .addAttributes(text("url.scheme", "https"))
                .addAttributes(text("server.address", "api.vendor.example"))
                .addAttributes(number("server.port", 443))
                .addAttributes(text("network.peer.address", "10.1.2.3"))
                .addAttributes(number("network.peer.port", 51_234))
                .addAttributes(text("network.protocol.version", "1.1"))
                .addAttributes(text("user_agent.original", "acme-sdk/2.1 (java 21)"))
                .addAttributes(text("http.route", "/v1/orders/{id}"))
                .addAttributes(number("http.response.status_code", status))
                .addAttributes(text("customer.id", "bench-" + customer))
                .build()
                .toByteArray();
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        head(framed, SPAN_TAG, span.length);
        framed.writeBytes(span);
        byte[] bytes = framed.toByteArray();
        return new Written(
                bytes,
                find(bytes, TRACE_MARK),
                find(bytes, SPAN_MARK),
                find(bytes, little(START_MARK)),
                find(bytes, little(END_MARK)));
    }

    private static byte[] little(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private static int find(byte[] bytes, byte[] mark) {
        for (int at = 0; at + mark.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
                return at;
            }
        }
        throw new IllegalStateException("the span that was made has no mark in it");
    }

    private static void head(ByteArrayOutputStream out, int tag, int length) {
        out.write(tag);
        int rest = length;
        while (rest >= 0x80) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    @Override
    public void append(int customer, long atMillis, boolean fails) {
        Written written = (fails ? failed : whole)[customer];
        ByteBuffer bytes = ByteBuffer.wrap(written.bytes());
        bytes.putLong(written.trace(), ids.nextLong()).putLong(written.trace() + 8, ids.nextLong());
        bytes.putLong(written.span(), ids.nextLong());
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(written.start(), (atMillis - 40) * 1_000_000).putLong(written.end(), atMillis * 1_000_000);
        scope.writeBytes(written.bytes());
    }

    /** The request, and a new one from now on. */
    @Override
    public byte[] take() {
        ByteArrayOutputStream shared = new ByteArrayOutputStream();
        head(shared, ResourceSpans.RESOURCE_FIELD_NUMBER << 3 | 2, resource.length);
        shared.writeBytes(resource);
        head(shared, ResourceSpans.SCOPE_SPANS_FIELD_NUMBER << 3 | 2, scope.size());
        ByteArrayOutputStream request = new ByteArrayOutputStream(scope.size() + 256);
        head(request, 1 << 3 | 2, shared.size() + scope.size());
        request.writeBytes(shared.toByteArray());
        request.writeBytes(scope.toByteArray());
        scope.reset();
        return request.toByteArray();
    }
}
