package io.aegis.server.sources;

import com.google.protobuf.CodedOutputStream;
import io.aegis.server.http.Problem;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The two encodings of OTLP over HTTP, with their answers. */
enum OtlpForm {
    PROTOBUF("application/x-protobuf"),
    JSON("application/json");

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String contentType;

    OtlpForm(String contentType) {
        this.contentType = contentType;
    }

    static @Nullable OtlpForm of(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        int end = contentType.indexOf(';');
        return switch ((end < 0 ? contentType : contentType.substring(0, end))
                .strip()
                .toLowerCase(Locale.ROOT)) {
            case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
            case "application/json" -> JSON;
            default -> null;
        };
    }

    static OtlpForm orJson(@Nullable OtlpForm form) {
        return form == null ? JSON : form;
    }

    /**
     * The answer to a request that was taken, wholly or in part. Traces' and logs' answers are alike on the wire: field
     * 1 of field 1 is how many were rejected.
     */
    void send(HttpServletResponse response, OtlpDoor.Signal signal, long rejected, String reasons) throws IOException {
        byte[] body =
                switch (this) {
                    case PROTOBUF -> protobuf(rejected, reasons);
                    case JSON -> json(signal, rejected, reasons);
                };
        write(response, 200, body);
    }

    private static byte[] protobuf(long rejected, String reasons) {
        if (rejected == 0) {
            return new byte[0];
        }
        return ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(rejected)
                        .setErrorMessage(reasons))
                .build()
                .toByteArray();
    }

    private static byte[] json(OtlpDoor.Signal signal, long rejected, String reasons) {
        ObjectNode answer = MAPPER.createObjectNode();
        if (rejected > 0) {
            // Protobuf's JSON form writes 64-bit numbers as text.
            answer.putObject("partialSuccess")
                    .put(
                            signal == OtlpDoor.Signal.LOGS ? "rejectedLogRecords" : "rejectedSpans",
                            Long.toString(rejected))
                    .put("errorMessage", reasons);
        }
        return MAPPER.writeValueAsBytes(answer);
    }

    /** The answer to a request that was refused: a {@code google.rpc.Status} with the reason. */
    void refuse(HttpServletResponse response, Problem problem) throws IOException {
        int code = problem.status() == 429 || problem.status() == 503 ? 14 : 3;
        problem.headers().forEach(response::setHeader);
        byte[] body =
                switch (this) {
                    case PROTOBUF -> status(code, problem.detail());
                    case JSON ->
                        MAPPER.writeValueAsBytes(
                                MAPPER.createObjectNode().put("code", code).put("message", problem.detail()));
                };
        write(response, problem.status(), body);
    }

    private static byte[] status(int code, String message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt32(1, code);
        out.writeString(2, message);
        out.flush();
        return bytes.toByteArray();
    }

    private void write(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
