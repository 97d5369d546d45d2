package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Addresses;
import io.aegis.formats.mapping.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The client's address in a record, which is its customer where nothing else names one.
 *
 * @param field that it was found in
 * @param address without port and brackets
 */
public record ClientAddress(String field, String address) {

    /** What most servers call themselves; only what predates them calls the client so. */
    private static final String HOST = "host";

    /**
     * The first address under the names that logs have for it.
     *
     * @param hostIsClient whether a {@code host} by name is the client too, as in tables made of Apache's logs
     */
    public static @Nullable ClientAddress of(Fields record, boolean hostIsClient) {
        for (String field : Defaults.ADDRESSES) {
            String text = record.text(field);
            if (text != null) {
                return new ClientAddress(field, Addresses.client(text));
            }
        }
        String host = record.text(HOST);
        String client = host == null ? "" : Addresses.client(host);
        return host != null && (hostIsClient || Addresses.isOne(client)) ? new ClientAddress(HOST, client) : null;
    }
}
