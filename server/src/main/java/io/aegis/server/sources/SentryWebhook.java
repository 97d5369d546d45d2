package io.aegis.server.sources;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.formats.sentry.SentryReader;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;

/** Sentry's webhook. */
final class SentryWebhook implements Webhook {

    private final SourceSetting.Sentry setting;
    private final SentryReader reader;

    SentryWebhook(SourceSetting.Sentry setting) {
        this.setting = setting;
        this.reader = new SentryReader(setting.mapping());
    }

    @Override
    public String name() {
        return setting.name();
    }

    @Override
    public void check(HttpServletRequest request, byte[] body) {
        String signature = request.getHeader("Sentry-Hook-Signature");
        if (signature == null || !SentryReader.isGenuine(body, signature, setting.secrets())) {
            throw Problem.of(
                            401,
                            "The Sentry-Hook-Signature was not made with this integration's client secret.\n"
                                    + "Copy the secret from the integration's settings.")
                    .exception();
        }
    }

    @Override
    public Delivery read(HttpServletRequest request, byte[] body) throws BrokenBodyException {
        String resource = request.getHeader("Sentry-Hook-Resource");
        return Delivery.of(reader.read(resource == null ? "" : resource, body));
    }
}
