package io.aegis.codec.event;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.ReportedSignal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the fields of one JSON object to an event; every rule of the public schema is here and in {@link Commercial}. */
final class EventDecoder {

    private static final long SIGNAL_STANDS_MILLIS = 86_400_000L;
    private static final String[] CUSTOMER = {"customer", "customer_id", "customerId"};
    private static final List<String> TRENDS = List.of("increasing", "stable", "declining");
    private static final List<String> ENVIRONMENTS = List.of("live", "test");

    private final EventLimits limits;
    private final Masking masking;
    private final KeptTexts texts;
    private final CustomerRecords records;
    private final Commercial commercial;

    EventDecoder(EventOptions options, KeptTexts texts) {
        this.limits = options.limits();
        this.masking = options.masking();
        this.texts = texts;
        this.records = new CustomerRecords(options, texts);
        this.commercial = new Commercial(options, texts);
    }

    Line decode(Map<String, ? extends @Nullable Object> values) {
        Fields fields = new Fields(values, limits, masking);
        EventType type = type(fields);
        if (type == EventType.TICK) {
            return new PublicTick(fields.instant(atName(fields)));
        }
        String customer = type == EventType.API_CALL && namesKeyOnly(fields) ? "" : customer(fields);
        long at = fields.instant(atName(fields));
        String id = id(fields);
        return switch (type) {
            case API_CALL -> plain(customer, at, id, call(fields));
            case API_CALLS -> plain(customer, at, id, calls(fields, at));
            case API_KEY -> plain(customer, at, id, key(fields));
            case CUSTOMER_REMOVED -> plain(customer, at, id, new CustomerRemoved());
            case SIGNAL -> plain(customer, at, id, signal(fields, at));
            case CUSTOMER -> records.decode(fields, customer, at, id);
            case SUBSCRIPTION -> commercial.subscription(fields, customer, at, id);
            case PAYMENT -> commercial.payment(fields, customer, at, id);
            case ERROR -> commercial.error(fields, customer, at, id);
            case LOGIN -> commercial.login(fields, customer, at, id);
            case TRACK -> commercial.track(fields, customer, at, id);
            case TICK -> throw new IllegalStateException("a tick has no customer");
        };
    }

    private static PublicEvent plain(String customer, long at, @Nullable String id, Fact fact) {
        return new PublicEvent(customer, at, id, fact, null);
    }

    private static EventType type(Fields fields) {
        if (!fields.has("type") && AccessRecords.fits(fields)) {
            return EventType.API_CALL;
        }
        Object sent = fields.raw("type");
        EventType type = sent instanceof String text ? EventType.named(text) : null;
        if (type != null) {
            return type;
        }
        List<String> allowed = EventType.ids();
        if (sent == null) {
            throw new FieldProblem("type", "type is missing; allowed: " + String.join(", ", allowed));
        }
        throw fields.wrong("type", "is unknown" + Spelling.hint(sent.toString(), allowed));
    }

    private static String atName(Fields fields) {
        return fields.firstOf("at", "timestamp", "time");
    }

    /** A call without a customer is its key's; the directory knows whose that is. */
    private static boolean namesKeyOnly(Fields fields) {
        Object customer = fields.raw(fields.firstOf(CUSTOMER));
        return (customer == null || customer.equals("")) && fields.raw(fields.firstOf(AccessRecords.KEY)) != null;
    }

    private String customer(Fields fields) {
        String name = fields.firstOf(CUSTOMER);
        Object value = fields.required(name);
        String customer = texts.customer(value instanceof Long number ? number.toString() : textOf(value));
        if (customer == null) {
            throw fields.wrong(name, "is no id; send 1 to %d visible characters".formatted(limits.idCharsMax()));
        }
        return customer;
    }

    private @Nullable String id(Fields fields) {
        Object value = fields.raw("id");
        if (value == null) {
            return null;
        }
        String id = texts.customer(value instanceof Long number ? number.toString() : textOf(value));
        if (id == null) {
            throw fields.wrong("id", "is no id; send 1 to %d visible characters".formatted(limits.idCharsMax()));
        }
        return id;
    }

    private static @Nullable String textOf(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    private ApiCall call(Fields fields) {
        boolean typed = fields.has("type");
        String methodName = typed ? "method" : fields.firstOf(AccessRecords.METHOD);
        String method = texts.method(fields.text(methodName));
        if (method == null) {
            throw fields.wrong(methodName, "is no HTTP method; send GET, POST or another word of letters");
        }
        String route = route(fields, typed);
        int status = typed ? status(fields) : AccessRecords.status(fields);
        int latency = typed ? latency(fields) : AccessRecords.latency(fields);
        boolean test = fields.raw("environment") != null
                && fields.oneOf("environment", ENVIRONMENTS).equals("test");
        String key = key(fields, typed ? "key" : fields.firstOf(AccessRecords.KEY));
        return new ApiCall(method, route, status, latency, test, key, code(fields));
    }

    private String route(Fields fields, boolean typed) {
        String name = typed ? fields.firstOf("route", "path") : fields.firstOf(AccessRecords.ROUTE);
        String sent = fields.text(name);
        String route = name.equals("route") ? texts.route(sent) : texts.path(sent);
        if (route == null) {
            throw fields.wrong(name, "is no route; send at most %,d characters".formatted(limits.routeCharsMax()));
        }
        return route;
    }

    private static int status(Fields fields) {
        Object status = fields.required("status");
        if (status instanceof Long number && number >= 100 && number <= 599) {
            return number.intValue();
        }
        throw fields.wrong("status", "is no HTTP status; send a number from 100 to 599");
    }

    private static int latency(Fields fields) {
        String name = fields.firstOf("latency_ms", "latencyMs", "duration_ms");
        if (fields.raw(name) == null) {
            return Fact.UNKNOWN;
        }
        int latency = KeptTexts.latency(fields.number(name));
        if (latency < 0) {
            throw fields.wrong(name, "is no duration; send milliseconds from 0");
        }
        return latency;
    }

    private @Nullable String key(Fields fields, String name) {
        if (fields.raw(name) == null) {
            return null;
        }
        String key = texts.key(fields.text(name));
        if (key == null) {
            throw fields.wrong(name, "is no key id; send 1 to %d visible characters".formatted(limits.idCharsMax()));
        }
        return key;
    }

    private @Nullable String code(Fields fields) {
        Object code = fields.raw("error_code");
        if (code instanceof Long number) {
            return number.toString();
        }
        return code == null ? null : texts.code(fields.text("error_code"));
    }

    private ApiCalls calls(Fields fields, long at) {
        long count = fields.count("count");
        long client = fields.countOr("client_errors", 0);
        long auth = fields.countOr("auth_errors", 0);
        long throttled = fields.countOr("throttled", 0);
        long server = fields.countOr("server_errors", 0);
        long clientErrors = Math.max(client, auth + throttled);
        if (fields.raw("client_errors") != null && client < auth + throttled) {
            throw fields.wrong("client_errors", "is less than auth_errors and throttled, which it includes");
        }
        if (clientErrors + server > count) {
            throw fields.wrong("count", "is less than client_errors and server_errors together");
        }
        long until = fields.instantOrUnknown("until");
        if (until != Fact.UNKNOWN && until < at) {
            throw fields.wrong("until", "lies before at");
        }
        String route = fields.raw("route") == null && fields.raw("path") == null ? null : route(fields, true);
        return new ApiCalls(count, clientErrors, auth, throttled, server, until, route);
    }

    private ApiKey key(Fields fields) {
        String key = key(fields, "key");
        if (key == null) {
            throw new FieldProblem("key", "key is missing; send the key's id or prefix, never the secret");
        }
        boolean test = fields.raw("environment") != null
                && fields.oneOf("environment", ENVIRONMENTS).equals("test");
        boolean revoked = fields.oneOf("action", List.of("issued", "revoked")).equals("revoked");
        return new ApiKey(key, test, revoked);
    }

    private ReportedSignal signal(Fields fields, long at) {
        String name = fields.text("name");
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
            throw fields.wrong("name", "is no signal name; send letters, digits and _, at most 64");
        }
        Object value = fields.required("value");
        Object kept =
                switch (value) {
                    case String text -> masking.text(fields.text("value"));
                    case Boolean flag -> flag;
                    case Long number -> number.doubleValue();
                    case Double number -> fields.number("value");
                    default -> throw fields.wrong("value", "is no number, text or flag");
                };
        if (name.equals("usage_trend")) {
            fields.oneOf("value", TRENDS);
        }
        if (name.equals("error_rate") && !(kept instanceof Double rate && rate >= 0 && rate <= 1)) {
            throw fields.wrong("value", "is no rate; send a number from 0 to 1");
        }
        long until = fields.instantOrUnknown("until");
        return new ReportedSignal(name, kept, until == Fact.UNKNOWN ? at + SIGNAL_STANDS_MILLIS : until);
    }
}
