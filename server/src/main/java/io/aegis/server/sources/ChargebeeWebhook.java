package io.aegis.server.sources;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.formats.chargebee.ChargebeeReader;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Chargebee's webhook. */
final class ChargebeeWebhook implements Webhook {

    private final SourceSetting.Chargebee setting;
    private final ChargebeeReader reader;
    private final byte[] credentials;

    ChargebeeWebhook(SourceSetting.Chargebee setting) {
        this.setting = setting;
        this.reader = new ChargebeeReader(setting.name(), setting.mapping(), setting.plans());
        this.credentials = (setting.user() + ":" + setting.password()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return setting.name();
    }

    @Override
    public void check(HttpServletRequest request, byte[] body) {
        String header = request.getHeader("Authorization");
        boolean basic = header != null && header.regionMatches(true, 0, "Basic ", 0, 6);
        if (!basic || !MessageDigest.isEqual(decoded(header.substring(6).strip()), credentials)) {
            throw Problem.of(
                            401,
                            "The user or password of this webhook is wrong.\nSet both in Chargebee's webhook settings.")
                    .header("WWW-Authenticate", "Basic realm=\"aegis webhooks\"")
                    .exception();
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    @Override
    public Delivery read(HttpServletRequest request, byte[] body) throws BrokenBodyException {
        return Delivery.of(reader.read(body));
    }
}
