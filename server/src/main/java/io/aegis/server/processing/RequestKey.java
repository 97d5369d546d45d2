package io.aegis.server.processing;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.PublicEvent;
import io.aegis.server.journal.Requests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The name under which a request is remembered: its key, or else the ids of its records if all have one. */
final class RequestKey {

    private RequestKey() {}

    static Requests.@Nullable Hash of(Submission submission) {
        MessageDigest digest = digest();
        update(digest, submission.source());
        if (submission.idempotencyKey() != null) {
            update(digest, "key");
            update(digest, submission.idempotencyKey());
            return Requests.Hash.of(digest.digest());
        }
        update(digest, "ids");
        int events = 0;
        for (Line line : submission.lines()) {
            if (!(line instanceof PublicEvent event) || event.id() == null) {
                return null;
            }
            update(digest, event.id());
            events++;
        }
        return events == 0 ? null : Requests.Hash.of(digest.digest());
    }

    private static void update(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
