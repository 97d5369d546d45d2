package io.aegis.cli.replay;

import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import io.aegis.formats.accesslog.LineDecoder;
import io.aegis.formats.mapping.Addresses;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether all calls of a file are one customer's who was guessed and is no address of a client's: a server's own name or
 * a proxy's address, most likely, and what is found then is found at nobody.
 */
final class SoleCustomer {

    private static final long CALLS_MIN = 1_000;

    private long calls;
    private boolean usual;
    private String customer = "";
    private @Nullable String from;

    void see(PublicEvent event, LineDecoder decoder) {
        if (usual || !(event.fact() instanceof ApiCall)) {
            return;
        }
        if (calls == 0) {
            customer = event.customer();
            from = decoder.guessedFrom();
            usual = from == null || (Addresses.isOne(customer) && !Addresses.isInternal(customer));
        }
        calls++;
        usual |= !event.customer().equals(customer);
    }

    /** What to tell at the end of the file; null where all is as usual. */
    @Nullable
    String warning() {
        if (usual || calls < CALLS_MIN) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "all %,d calls are of one customer (%s), taken from %s; name another field with --customer-field",
                calls,
                customer,
                from);
    }
}
