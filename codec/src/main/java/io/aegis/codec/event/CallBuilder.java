package io.aegis.codec.event;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.Fact;
import org.jspecify.annotations.Nullable;

/**
 * Makes an API call from parts of a line of bytes, with the reader's limits, masking and table of known texts. Each part
 * answers whether it could be taken; {@link #build} clears all for the next line. Not safe for several threads.
 */
public final class CallBuilder {

    private final KeptTexts texts;
    private @Nullable String customer;
    private @Nullable String method;
    private @Nullable String route;
    private @Nullable String key;
    private int latencyMillis = Fact.UNKNOWN;

    CallBuilder(KeptTexts texts) {
        this.texts = texts;
    }

    public boolean customer(byte[] bytes, int from, int to) {
        customer = texts.customers.get(bytes, from, to);
        return customer != null;
    }

    public boolean method(byte[] bytes, int from, int to) {
        method = texts.methods.get(bytes, from, to);
        return method != null;
    }

    /** A path, of which ids and the query string are no part of the route. */
    public boolean path(byte[] bytes, int from, int to) {
        route = texts.paths.get(bytes, from, to);
        return route != null;
    }

    public boolean key(byte[] bytes, int from, int to) {
        key = texts.keys.get(bytes, from, to);
        return key != null;
    }

    public void latency(double millis) {
        latencyMillis = KeptTexts.latency(millis);
    }

    /** @throws IllegalStateException if customer, method or path is missing */
    public PublicEvent build(long atMillis, int status) {
        if (customer == null || method == null || route == null) {
            throw new IllegalStateException("a call needs customer, method and path");
        }
        PublicEvent event = new PublicEvent(
                customer, atMillis, null, new ApiCall(method, route, status, latencyMillis, false, key, null), null);
        clear();
        return event;
    }

    /** Forgets the parts of a line that was given up. */
    public void clear() {
        customer = null;
        method = null;
        route = null;
        key = null;
        latencyMillis = Fact.UNKNOWN;
    }
}
