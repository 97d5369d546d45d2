package io.aegis.formats.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import io.aegis.formats.stripe.StripeSignature.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures are made, and compared, with Stripe's own library. */
final class StripeSignatureTest {

    private static final String BODY = "{\n  \"id\": \"evt_1\",\n  \"name\": \"Müller\"\n}";
    private static final long NOW = 1_795_343_110;

    private static String header(String secret, long time) throws GeneralSecurityException {
        return "t=" + time + ",v1=" + Webhook.Util.computeHmacSha256(secret, time + "." + BODY);
    }

    private static Verdict check(String header, String... secrets) {
        return StripeSignature.check(BODY.getBytes(StandardCharsets.UTF_8), header, List.of(secrets), NOW, 300);
    }

    @Test
    void shouldAcceptWhatStripesLibrarySigns() throws GeneralSecurityException, SignatureVerificationException {
        String header = header("whsec_new", NOW);
        assertThat(check(header, "whsec_new")).isEqualTo(Verdict.GENUINE);
        assertThat(Webhook.Signature.verifyHeader(BODY, header, "whsec_new", 0)).isTrue();
    }

    @Test
    void shouldAcceptBothSecretsDuringARotation() throws GeneralSecurityException {
        String old = header("whsec_old", NOW);
        String both = old + ",v1=" + Webhook.Util.computeHmacSha256("whsec_new", NOW + "." + BODY);
        assertThat(check(old, "whsec_new", "whsec_old")).isEqualTo(Verdict.GENUINE);
        assertThat(check(both, "whsec_new")).isEqualTo(Verdict.GENUINE);
        assertThat(check(old, "whsec_new")).isEqualTo(Verdict.FORGED);
    }

    @Test
    void shouldRefuseAReplay() throws GeneralSecurityException {
        assertThat(check(header("whsec_new", NOW - 299), "whsec_new")).isEqualTo(Verdict.GENUINE);
        assertThat(check(header("whsec_new", NOW - 301), "whsec_new")).isEqualTo(Verdict.TOO_OLD);
        assertThat(check(header("whsec_new", NOW + 301), "whsec_new")).isEqualTo(Verdict.TOO_OLD);
    }

    @Test
    void shouldRefuseAnotherTimeBodyOrForm() throws GeneralSecurityException {
        String header = header("whsec_new", NOW);
        assertThat(check(header.replace("t=" + NOW, "t=" + (NOW - 1)), "whsec_new"))
                .isEqualTo(Verdict.FORGED);
        byte[] other = BODY.replace("evt_1", "evt_2").getBytes(StandardCharsets.UTF_8);
        assertThat(StripeSignature.check(other, header, List.of("whsec_new"), NOW, 300))
                .isEqualTo(Verdict.FORGED);
        assertThat(check(header.replace("v1=", "v0="), "whsec_new")).isEqualTo(Verdict.MALFORMED);
        assertThat(check("", "whsec_new")).isEqualTo(Verdict.MALFORMED);
        assertThat(check("t=99999999999999999999,v1=00", "whsec_new")).isEqualTo(Verdict.MALFORMED);
        assertThat(check("t=" + NOW + ",v1=zz", "whsec_new")).isEqualTo(Verdict.FORGED);
        assertThat(check(header)).isEqualTo(Verdict.FORGED);
    }
}
