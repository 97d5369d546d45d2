package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import io.aegis.formats.gateway.ClientAddress;
import io.aegis.formats.mapping.Addresses;
import io.aegis.formats.mapping.Extraction;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Instants;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record in our own words, as the event reader takes them; a field that is missing stays missing. The usual names of
 * fields are those of the gateways' formats. Of one
 * decoder, so for one thread.
 */
final class RecordNames {

    /** The names that say "customer" themselves; all others come after the client's address. */
    private static final List<String> CUSTOMER = List.of("customer", "customer_id", "customerId", "customer.id");

    private static final Set<String> USER = Set.of("user", "remote_user");
    private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z][A-Za-z_-]{0,19}");
    private static final Pattern MISSING = Pattern.compile("\\w+ is missing");
    private static final String NO_REQUEST = "-";
    private static final int PATH_CHARS_MAX = 2_000;
    private static final int SHOWN_CHARS_MAX = 4_000;
    private static final int LOOKED_SHOWN_MAX = 6;

    private final Mapping names;
    private final @Nullable String customerField;
    private final Kind kind;
    private @Nullable String guessedFrom;

    /** What records are. */
    enum Kind {
        /** Each tells of a request, be it one that could not be read. */
        REQUESTS,
        /** They tell of whatever their program does. */
        RECORDS,
        /** Rows of a table, whose {@code host} is the client as in Apache's logs. */
        ROWS
    }

    /**
     * @param names where the format has what
     * @param customerField name of the field that tells the customer; null: an id of one, else the client's address
     */
    RecordNames(Mapping names, @Nullable String customerField, Kind kind) {
        this.names = names;
        this.customerField = customerField;
        this.kind = kind;
    }

    /** The field that the last record's customer was taken from, where its name does not say that it is one. */
    @Nullable
    String guessedFrom() {
        return guessedFrom;
    }

    /** The call that a record tells of, or why it tells of none. */
    Line read(Fields record, EventReader reader, long number, Supplier<String> line) {
        Line event = reader.read(event(record), number);
        if (!(event instanceof RejectedLine wrong)) {
            return event;
        }
        String reason = MISSING.matcher(wrong.reason()).lookingAt() ? missing(wrong) : wrong.reason();
        String shown = line.get();
        return reader.rejected(
                number, wrong.field(), reason, shown.substring(0, Math.min(shown.length(), SHOWN_CHARS_MAX)));
    }

    /** What was looked for in vain, and what to do. */
    private String missing(RejectedLine wrong) {
        String reason = wrong.field() + " is missing";
        Target target =
                switch (String.valueOf(wrong.field())) {
                    case "at" -> Target.AT;
                    case "method" -> Target.METHOD;
                    case "status" -> Target.STATUS;
                    case "path", "route" -> Target.ROUTE;
                    default -> Target.CUSTOMER;
                };
        if (target == Target.CUSTOMER) {
            return reason + "; name its field with --customer-field";
        }
        List<String> looked = names.targets().getOrDefault(target, List.of()).stream()
                .map(Extraction::field)
                .distinct()
                .toList();
        String shown = String.join(", ", looked.subList(0, Math.min(LOOKED_SHOWN_MAX, looked.size())));
        String more = looked.size() > LOOKED_SHOWN_MAX ? " and " + (looked.size() - LOOKED_SHOWN_MAX) + " more" : "";
        return reason + ": looked for " + shown + more
                + "; rename its field to one of these, or map it at a source (--config)";
    }

    private Map<String, @Nullable Object> event(Fields record) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", "api_call");
        put(event, "customer", customer(record));
        put(event, "at", time(first(Target.AT, record, text -> millis(text) != Instants.NONE)));
        request(event, record);
        put(
                event,
                "status",
                number(first(Target.STATUS, record, text -> STATUS.matcher(text).matches())));
        int latency = names.millis(Target.LATENCY, record);
        if (latency >= 0) {
            event.put("latency_ms", (long) latency);
        }
        put(event, "key", names.text(Target.KEY, record));
        put(event, "id", kind == Kind.REQUESTS ? null : id(record, event));
        String environment = names.text(Target.ENVIRONMENT, record);
        put(event, "environment", "test".equals(environment) ? environment : null);
        put(event, "error_code", names.text(Target.ERROR_CODE, record));
        return event;
    }

    /** An {@code id} may be the server's, the same in each record: repeated is what has its time and status too. */
    private static @Nullable String id(Fields record, Map<String, @Nullable Object> event) {
        String id = record.text("id");
        return id == null ? null : id + "-" + event.get("at") + "-" + event.get("status");
    }

    private static void put(Map<String, @Nullable Object> event, String name, @Nullable Object value) {
        if (value != null) {
            event.put(name, value);
        }
    }

    /** The first value that fits, else the first, which is then told as wrong. */
    private @Nullable String first(Target target, Fields record, Predicate<String> fits) {
        for (Extraction way : names.targets().getOrDefault(target, List.of())) {
            String value = way.from(record);
            if (value != null && fits.test(value)) {
                return value;
            }
        }
        return names.text(target, record);
    }

    private @Nullable String customer(Fields record) {
        guessedFrom = null;
        if (customerField != null) {
            return named(record, customerField);
        }
        String customer = first(record, CUSTOMER);
        if (customer != null) {
            return customer;
        }
        ClientAddress client = ClientAddress.of(record, kind == Kind.ROWS);
        guessedFrom = client == null ? null : client.field();
        return client == null ? likely(record) : client.address();
    }

    /** What other logs name a customer by. */
    private @Nullable String likely(Fields record) {
        for (Extraction way : names.targets().getOrDefault(Target.CUSTOMER, List.of())) {
            String value = way.from(record);
            if (value != null) {
                guessedFrom = way.field();
                return value;
            }
        }
        return null;
    }

    private @Nullable String named(Fields record, String field) {
        String value = record.text(field);
        if (value == null && USER.contains(field)) {
            return first(record, List.of("remote_user", "cs_username", "user", "ClientUsername"));
        }
        if (value == null && CombinedCustomer.ADDRESS.contains(field)) {
            ClientAddress client = ClientAddress.of(record, true);
            return client == null ? null : client.address();
        }
        String client = value == null ? "" : Addresses.client(value);
        return Addresses.isOne(client) ? client : value;
    }

    private static @Nullable String first(Fields record, List<String> fields) {
        for (String field : fields) {
            String value = record.text(field);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Method and path by themselves, or together as {@code "GET /a HTTP/1.1"}; of what is no request, neither. */
    private void request(Map<String, @Nullable Object> event, Fields record) {
        String method = names.text(Target.METHOD, record);
        String path = names.text(Target.ROUTE, record);
        String request = record.text("request");
        if (request != null && (method == null || path == null)) {
            String[] words = request.split(" ", 3);
            method = method == null ? words[0] : method;
            path = path == null && words.length > 1 ? words[1] : path;
        }
        boolean none = (request != null || kind == Kind.REQUESTS)
                && (method == null || path == null || !METHOD.matcher(method).matches());
        put(event, "method", none ? NO_REQUEST : orNone(method));
        put(event, "path", none ? NO_REQUEST : orNone(path == null ? null : cut(path)));
    }

    /** A table may say no more than whose call was answered how. */
    private @Nullable String orNone(@Nullable String said) {
        return said == null && kind == Kind.ROWS ? NO_REQUEST : said;
    }

    /** What is asked with is no part of a route, nor is an end that nobody reads. */
    private static String cut(String path) {
        int query = path.indexOf('?');
        String asked = query < 1 ? path : path.substring(0, query);
        return asked.length() <= PATH_CHARS_MAX ? asked : asked.substring(0, PATH_CHARS_MAX);
    }

    private static long millis(String text) {
        long millis = LogTimes.text(text);
        return millis == Instants.NONE ? Instants.millis(text) : millis;
    }

    private static @Nullable Object time(@Nullable String text) {
        long millis = text == null ? Instants.NONE : millis(text);
        return millis == Instants.NONE ? text : (Object) millis;
    }

    private static @Nullable Object number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,15}") ? (Object) Long.parseLong(text) : text;
    }
}
