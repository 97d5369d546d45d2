package io.aegis.server.sources;

import io.aegis.codec.event.BrokenBodyException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One configured webhook. */
interface Webhook {

    /** Name of the source. */
    String name();

    /**
     * Checks that the delivery is its sender's.
     *
     * @throws io.aegis.server.http.ProblemException 401 where it is not
     */
    void check(HttpServletRequest request, byte[] body);

    /**
     * What a genuine delivery holds.
     *
     * @throws BrokenBodyException where it is not what its sender sends
     */
    Delivery read(HttpServletRequest request, byte[] body) throws BrokenBodyException;

    /**
     * A delivery.
     *
     * @param id the sender's id of it, under which a repetition is known for 30 days
     * @param subscription the one that it tells of, null where it tells of none
     */
    record Delivery(
            @Nullable String id,
            List<ObjectNode> events,
            @Nullable String subscription) {

        /** What a reader found, which puts both ids into its event. */
        static Delivery of(List<ObjectNode> events) {
            return new Delivery(text(events, "id"), events, text(events, "subscription"));
        }

        private static @Nullable String text(List<ObjectNode> events, String field) {
            String text = events.isEmpty() ? "" : events.getFirst().path(field).asString("");
            return text.isEmpty() ? null : text;
        }
    }
}
