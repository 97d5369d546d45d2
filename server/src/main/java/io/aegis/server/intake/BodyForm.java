package io.aegis.server.intake;

import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What a body of events is, by its content type. */
enum BodyForm {
    /** One JSON object a line. */
    LINES,
    /** One JSON object, or an array of them. */
    JSON,
    /** A CloudEvent in its envelope. */
    CLOUD_EVENT,
    /** An array of CloudEvents. */
    CLOUD_EVENTS,
    /** A CloudEvent's data; its attributes are headers. */
    CLOUD_EVENT_DATA;

    private static final String ACCEPTED = "application/x-ndjson, application/json, application/cloudevents+json, "
            + "application/cloudevents-batch+json";

    /** @throws io.aegis.server.http.ProblemException 415 for any other content type or character set */
    static BodyForm of(HttpServletRequest request) {
        String type = request.getContentType();
        BodyForm form = form(type);
        if (form == null) {
            throw Problem.of(415, ContentType.refusal(type, "events") + "\nUse one of: " + ACCEPTED + ".")
                    .header("Accept-Post", ACCEPTED)
                    .exception();
        }
        boolean binary = request.getHeader("ce-specversion") != null || request.getHeader("ce-id") != null;
        return form == JSON && binary ? CLOUD_EVENT_DATA : form;
    }

    private static @Nullable BodyForm form(@Nullable String type) {
        return switch (ContentType.utf8(type)) {
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines" -> LINES;
            case "application/json" -> JSON;
            case "application/cloudevents+json" -> CLOUD_EVENT;
            case "application/cloudevents-batch+json" -> CLOUD_EVENTS;
            case null, default -> null;
        };
    }
}
