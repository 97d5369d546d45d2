package io.aegis.server.intake;

import io.aegis.codec.event.RejectedLine;
import io.aegis.server.processing.Receipt;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** The answer of the events door: {@code {"accepted":N,"rejected":M,"errors":[{"line":…,"field":…,"reason":…}]}}. */
public final class Answer {

    /** More errors than this are counted but not listed. */
    static final int ERRORS_MAX = 1_000;

    private static final JsonFactory JSON = new JsonFactory();

    private Answer() {}

    /** 202, or 400 when lines came and none was taken. */
    public static void send(Receipt receipt, HttpServletResponse response) throws IOException {
        boolean allBad = receipt.accepted() == 0 && !receipt.rejected().isEmpty();
        send(allBad ? 400 : 202, receipt, response);
    }

    /** 202 in any case, for senders that would only send the same again. */
    public static void sendTaken(Receipt receipt, HttpServletResponse response) throws IOException {
        send(202, receipt, response);
    }

    private static void send(int status, Receipt receipt, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        if (receipt.repeated()) {
            response.setHeader("Idempotent-Replayed", "true");
        }
        byte[] json = json(receipt);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    static byte[] json(Receipt receipt) {
        List<RejectedLine> rejected = receipt.rejected();
        try (var bytes = new ByteArrayBuilder();
                JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeNumberProperty("accepted", receipt.accepted());
            out.writeNumberProperty("rejected", rejected.size());
            out.writeArrayPropertyStart("errors");
            for (RejectedLine line : rejected.subList(0, Math.min(ERRORS_MAX, rejected.size()))) {
                out.writeStartObject();
                out.writeNumberProperty("line", line.line());
                out.writeStringProperty("field", line.field());
                out.writeStringProperty("reason", line.reason());
                out.writeEndObject();
            }
            out.writeEndArray();
            if (rejected.size() > ERRORS_MAX) {
                out.writeNumberProperty("errors_left_out", rejected.size() - ERRORS_MAX);
            }
            out.writeEndObject();
            out.flush();
            return bytes.toByteArray();
        }
    }
}
