package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Mapping;

/** Servers whose JSON names some fields as others do, but means them otherwise. */
public enum JsonDialect {
    /** Caddy. */
    CADDY(Defaults.CADDY),
    /** Amazon CloudFront: the names of W3C's format, date and time apart. */
    CLOUDFRONT(Defaults.W3C),
    /** Datadog's standard attributes. */
    DATADOG(Defaults.DATADOG),
    /** All others. */
    USUAL(Defaults.JSON);

    @SuppressWarnings("ImmutableEnumChecker") // it never changes, only the check cannot see it
    private final Mapping mapping;

    JsonDialect(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Which fields are what. */
    public Mapping mapping() {
        return mapping;
    }

    /** Whose record this looks like. */
    public static JsonDialect of(Fields record) {
        String logger = record.text("logger");
        if (logger != null && logger.startsWith("http.log.access")) {
            return CADDY;
        }
        if (record.text("cs-method") != null) {
            return CLOUDFRONT;
        }
        return record.text("network.client.ip") != null ? DATADOG : USUAL;
    }

    /** The record by the names of the mapping. */
    public Fields fields(Fields record) {
        return this == CLOUDFRONT ? W3cFields.ofJson(record) : record;
    }
}
