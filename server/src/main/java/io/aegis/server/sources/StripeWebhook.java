package io.aegis.server.sources;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.formats.source.SourceSetting;
import io.aegis.formats.stripe.StripeReader;
import io.aegis.formats.stripe.StripeSignature;
import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;

/** Stripe's webhook. */
final class StripeWebhook implements Webhook {

    private final SourceSetting.Stripe setting;
    private final StripeReader reader;
    private final InstantSource clock;

    StripeWebhook(SourceSetting.Stripe setting, InstantSource clock) {
        this.setting = setting;
        this.reader = new StripeReader(setting.name(), setting.mapping(), setting.plans());
        this.clock = clock;
    }

    @Override
    public String name() {
        return setting.name();
    }

    @Override
    public void check(HttpServletRequest request, byte[] body) {
        String header = request.getHeader("Stripe-Signature");
        long now = clock.millis() / 1000;
        String problem =
                switch (StripeSignature.check(
                        body,
                        header == null ? "" : header,
                        setting.secrets(),
                        now,
                        setting.tolerance().toSeconds())) {
                    case GENUINE -> "";
                    case MALFORMED -> "The Stripe-Signature header is missing or malformed.";
                    case TOO_OLD ->
                        "The time of the Stripe-Signature is off by more than "
                                + setting.tolerance().toSeconds() + " s.";
                    case FORGED -> "The Stripe-Signature was not made with this endpoint's secret.";
                };
        if (!problem.isEmpty()) {
            throw Problem.of(401, problem + "\nCheck the signing secret and this machine's clock.")
                    .exception();
        }
    }

    @Override
    public Delivery read(HttpServletRequest request, byte[] body) throws BrokenBodyException {
        return Delivery.of(reader.read(body));
    }
}
