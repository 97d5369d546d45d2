package io.aegis.server.processing;

import io.aegis.codec.event.Line;
import io.aegis.formats.identity.Door;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request, file chunk or poll brought.
 *
 * @param source name of the token's or configured source
 * @param lines in the order sent; rejected ones among them, so that they can be kept
 * @param idempotencyKey the sender's name of this request, null where it gave none
 * @param bodyHash SHA-256 of the body, to tell a retry from another body under the same key
 * @param mayTick whether the sender may move time
 * @param keyKept how long the key is remembered
 * @param door whose ids the events name
 * @param progress how far the source has been read with this; kept in the same commit, null where it needs none
 * @param subscription which of its customer's subscriptions a delivery tells of, null where it names none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Submission(
        String source,
        List<Line> lines,
        @Nullable String idempotencyKey,
        byte @Nullable [] bodyHash,
        boolean mayTick,
        Duration keyKept,
        Door door,
        @Nullable String progress,
        @Nullable String subscription) {

    /** Remembered like a client's retry. */
    public static final Duration REQUEST_KEPT = Duration.ofHours(24);

    /** Remembered like a webhook delivery. */
    public static final Duration DELIVERY_KEPT = Duration.ofDays(30);

    public Submission(
            String source,
            List<Line> lines,
            @Nullable String idempotencyKey,
            byte @Nullable [] bodyHash,
            boolean mayTick) {
        this(source, lines, idempotencyKey, bodyHash, mayTick, REQUEST_KEPT, Door.OWN, null, null);
    }

    /** What a webhook brought under its sender's own ids. */
    public static Submission delivery(
            String source, List<Line> lines, @Nullable String key, @Nullable String subscription) {
        return new Submission(source, lines, key, null, false, DELIVERY_KEPT, Door.FOREIGN, null, subscription);
    }

    /** What a source that is read step by step brought, and how far it is read with it. */
    public static Submission step(String source, List<Line> lines, Door door, String progress) {
        return new Submission(source, lines, null, null, false, REQUEST_KEPT, door, progress, null);
    }
}
