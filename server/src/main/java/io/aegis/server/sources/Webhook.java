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
     */
    record Delivery(@Nullable String id, List<ObjectNode> events) {}
}
