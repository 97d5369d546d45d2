package io.aegis.codec.event;

import io.aegis.engine.event.Fact;

/**
 * Records of a gateway's own JSON log, which know no {@code type}: taken as API calls if they have a status and don't
 * speak our schema ({@code customer} with {@code at}), so that what nginx, syslog or an exporter posts is understood.
 */
final class AccessRecords {

    static final String[] METHOD = {"method", "request_method", "http_method", "verb"};
    static final String[] ROUTE = {"route", "path", "uri", "request_uri", "url"};
    static final String[] KEY = {"key", "api_key_id", "key_id"};
    private static final String[] STATUS = {"status", "status_code", "response_code"};
    private static final String[] MILLIS = {"latency_ms", "latencyMs", "duration_ms", "response_time_ms"};

    private AccessRecords() {}

    static boolean fits(Fields fields) {
        boolean ours = fields.has("customer") && fields.has("at");
        return !ours && fields.raw(fields.firstOf(STATUS)) != null && fields.raw(fields.firstOf(ROUTE)) != null;
    }

    /** A number, or digits in a text, as gateways write it. */
    static int status(Fields fields) {
        String name = fields.firstOf(STATUS);
        Object status = fields.required(name);
        if (status instanceof Long number && number >= 100 && number <= 599) {
            return number.intValue();
        }
        if (status instanceof String text && text.matches("[1-5][0-9][0-9]")) {
            return Integer.parseInt(text);
        }
        throw fields.wrong(name, "is no HTTP status; send a number from 100 to 599");
    }

    /** Milliseconds under a name that says so, or {@code request_time} in seconds as nginx writes it. */
    static int latency(Fields fields) {
        String name = fields.firstOf(MILLIS);
        if (fields.raw(name) != null) {
            int latency = KeptTexts.latency(fields.number(name));
            if (latency < 0) {
                throw fields.wrong(name, "is no duration; send milliseconds from 0");
            }
            return latency;
        }
        Object seconds = fields.raw("request_time");
        if (seconds instanceof String text && text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return KeptTexts.latency(Double.parseDouble(text) * 1000);
        }
        return seconds instanceof Number number ? KeptTexts.latency(number.doubleValue() * 1000) : Fact.UNKNOWN;
    }
}
