package io.aegis.formats.stripe;

import io.aegis.formats.mapping.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Stripe's signature scheme v1: {@code Stripe-Signature: t=SECONDS,v1=HEX[,v1=HEX]}, each an HMAC-SHA256 over
 * {@code SECONDS.BODY}. During a key rotation Stripe signs with both secrets, and both are accepted here.
 */
public final class StripeSignature {

    private static final int HEADER_CHARS_MAX = 2_000;
    private static final int SIGNATURES_MAX = 8;

    private StripeSignature() {}

    /** What a check found. */
    public enum Verdict {
        GENUINE,
        /** No header, or none of this form. */
        MALFORMED,
        /** Genuine, but signed longer ago (or ahead) than tolerated: it may be a replay. */
        TOO_OLD,
        FORGED
    }

    /**
     * Checks a body.
     *
     * @param secrets the endpoint's signing secrets, the new and the old one
     * @param nowSeconds present epoch seconds
     * @param toleranceSeconds how far the signature's time may be from the present
     */
    public static Verdict check(
            byte[] body, String header, List<String> secrets, long nowSeconds, long toleranceSeconds) {
        String time = "";
        List<String> codes = new ArrayList<>();
        for (String part : header.length() > HEADER_CHARS_MAX ? new String[0] : header.split(",")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            if (name.equals("t")) {
                time = part.substring(equals + 1).strip();
            } else if (name.equals("v1") && codes.size() < SIGNATURES_MAX) {
                codes.add(part.substring(equals + 1).strip());
            }
        }
        if (codes.isEmpty()
                || time.isEmpty()
                || time.length() > 12
                || !time.chars().allMatch(Character::isDigit)) {
            return Verdict.MALFORMED;
        }
        if (!genuine(body, time, codes, secrets)) {
            return Verdict.FORGED;
        }
        return Math.abs(nowSeconds - Long.parseLong(time)) > toleranceSeconds ? Verdict.TOO_OLD : Verdict.GENUINE;
    }

    private static boolean genuine(byte[] body, String time, List<String> codes, List<String> secrets) {
        boolean genuine = false;
        byte[] lead = (time + ".").getBytes(StandardCharsets.UTF_8);
        for (String secret : secrets) {
            byte[] expected = Hmac.sha256(secret, lead, body);
            for (String code : codes) {
                genuine |= Hmac.matches(expected, code);
            }
        }
        return genuine;
    }
}
