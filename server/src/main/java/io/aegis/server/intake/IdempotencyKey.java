package io.aegis.server.intake;

import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A sender's name of its request, by which it counts once.
 *
 * @param text null where the sender gave none
 */
public record IdempotencyKey(@Nullable String text) {

    private static final int CHARACTERS_MAX = 255;

    /** @throws io.aegis.server.http.ProblemException 400 where it is empty or too long */
    public static IdempotencyKey of(HttpServletRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > CHARACTERS_MAX)) {
            throw Problem.of(
                            400,
                            "Idempotency-Key has " + key.length() + " characters.\nUse 1 to " + CHARACTERS_MAX + ".")
                    .exception();
        }
        return new IdempotencyKey(key);
    }

    /** A name for a request whose body can only be its own, so that it counts once though its sender gave it none. */
    public static String ofBody(byte[] body) {
        return "body " + HexFormat.of().formatHex(sha256(body));
    }

    /** What tells a retry from another body under the same key; null without a key. */
    public byte @Nullable [] hash(byte[] body) {
        return text == null ? null : sha256(body);
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
