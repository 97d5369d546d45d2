package io.aegis.formats.accesslog;

import io.aegis.codec.event.Timestamps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The usual names of a call's fields in gateways' JSON logs and tables, nested ones with dots, likeliest first. */
final class RecordNames {

    private static final List<String> CUSTOMER = List.of(
            "customer",
            "customer_id",
            "customerId",
            "remote_addr",
            "client_ip",
            "clientip",
            "client_addr",
            "remote_ip",
            "client.ip",
            "source.ip",
            "client.address",
            "host",
            "ip");
    private static final List<String> TIME = List.of(
            "at",
            "timestamp",
            "time",
            "@timestamp",
            "time_iso8601",
            "ts",
            "datetime",
            "date",
            "start_time",
            "started_at",
            "time_local",
            "msec");
    private static final List<String> METHOD =
            List.of("method", "request_method", "http_method", "verb", "http.request.method", "request.method");
    private static final List<String> ROUTE = List.of(
            "route",
            "path",
            "uri",
            "request_uri",
            "url",
            "url.path",
            "url.original",
            "request.uri",
            "request.path",
            "request.url",
            "http.target");
    private static final List<String> STATUS = List.of(
            "status",
            "status_code",
            "statusCode",
            "response_code",
            "response",
            "code",
            "http.response.status_code",
            "response.status");
    private static final List<String> MILLIS =
            List.of("latency_ms", "latencyMs", "duration_ms", "response_time_ms", "elapsed_ms", "latencies.request");
    private static final List<String> SECONDS = List.of("request_time", "upstream_response_time");
    private static final List<String> KEY = List.of("key", "api_key_id", "key_id");

    private RecordNames() {}

    /** The record in our own words, as the event reader takes them; a field that is missing stays missing. */
    static Map<String, @Nullable Object> event(Map<String, @Nullable Object> record, @Nullable String customerField) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", "api_call");
        put(event, "customer", customerField == null ? first(record, CUSTOMER) : at(record, customerField));
        put(event, "at", time(first(record, TIME)));
        request(event, record);
        put(event, "status", number(first(record, STATUS)));
        Object millis = number(first(record, MILLIS));
        Object seconds = number(first(record, SECONDS));
        if (millis instanceof Number value && value.doubleValue() >= 0) {
            event.put("latency_ms", value.doubleValue());
        } else if (seconds instanceof Number value && value.doubleValue() >= 0) {
            event.put("latency_ms", value.doubleValue() * 1000);
        }
        put(event, "key", first(record, KEY));
        put(
                event,
                "environment",
                at(record, "environment") instanceof String word && word.equals("test") ? word : null);
        put(event, "error_code", at(record, "error_code"));
        return event;
    }

    private static void put(Map<String, @Nullable Object> event, String name, @Nullable Object value) {
        if (value != null && !value.equals("-") && !value.equals("")) {
            event.put(name, value);
        }
    }

    /** Method and path by themselves, or together as {@code "GET /a HTTP/1.1"}. */
    private static void request(Map<String, @Nullable Object> event, Map<String, @Nullable Object> record) {
        Object method = first(record, METHOD);
        Object path = first(record, ROUTE);
        if (record.get("request") instanceof String request && (method == null || path == null)) {
            String[] words = request.split(" ");
            method = method == null ? words[0] : method;
            path = path == null && words.length > 1 ? words[1] : path;
        }
        put(event, "method", method);
        put(event, "path", path);
    }

    private static @Nullable Object first(Map<String, @Nullable Object> record, List<String> names) {
        for (String name : names) {
            Object value = at(record, name);
            if (value != null && !(value instanceof Map) && !value.equals("-") && !value.equals("")) {
                return value;
            }
        }
        return null;
    }

    /** A field by its name, or by the path of names between its dots. */
    private static @Nullable Object at(Map<?, ?> record, String name) {
        Object flat = record.get(name);
        int dot = name.indexOf('.');
        if (flat != null || dot < 0) {
            return flat;
        }
        return record.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? at(inner, name.substring(dot + 1))
                : null;
    }

    private static @Nullable Object time(@Nullable Object value) {
        long millis =
                switch (value) {
                    case String text -> LogTimes.text(text);
                    case Number number -> LogTimes.number(number.doubleValue());
                    case null, default -> Timestamps.INVALID;
                };
        return millis == Timestamps.INVALID ? value : (Object) millis;
    }

    private static @Nullable Object number(@Nullable Object value) {
        if (value instanceof String text && text.matches("[0-9]{1,15}")) {
            return Long.parseLong(text);
        }
        return value instanceof String text && text.matches("[0-9]{1,9}\\.[0-9]{1,9}")
                ? Double.parseDouble(text)
                : value;
    }
}
