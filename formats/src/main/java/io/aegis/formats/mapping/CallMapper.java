package io.aegis.formats.mapping;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.RejectedLine;
import io.aegis.engine.event.ApiCall;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes API calls of records by a mapping. */
public final class CallMapper {

    /** The customer of an event that names none; it is counted as unattributed unless its key tells. */
    public static final String NOBODY = "";

    /** May be the server's or a user's, the same in each record: time and status are told with it. */
    private static final String ANY_ID = "id";

    private static final int ID_CHARS_MAX = 128;
    private static final int METHOD_CHARS_MAX = 24;
    private static final int MASKED_CHARS_MAX = 512;

    private static final int PATHS_KNOWN = 1 << 10;
    private static final int PATH_CHARS_KNOWN = 128;

    private final Mapping mapping;
    private final Masking masking;
    private final Function<Fields, @Nullable String> client;

    /** The latest paths with their routes; a write that another thread does not see only costs it the work again. */
    private final @Nullable Known[] paths = new Known[PATHS_KNOWN];

    private record Known(String path, String route) {}

    /** Maps by this mapping, the format's own defaults included; what looks like a secret is masked. */
    public CallMapper(Mapping mapping, Masking masking) {
        this(mapping, masking, record -> null);
    }

    /**
     * As {@link #CallMapper(Mapping, Masking)}.
     *
     * @param client whose a call is that names neither customer nor key
     */
    public CallMapper(Mapping mapping, Masking masking, Function<Fields, @Nullable String> client) {
        this.mapping = mapping;
        this.masking = masking;
        this.client = client;
    }

    /**
     * The call that a record tells of.
     *
     * @param line number of the record in its body or file, from 1
     * @param raw the record as text, shown masked where it is refused
     * @return null where the record is no answered HTTP request: a connection that never became one (status 0), a
     *     handshake on the wrong port
     */
    public @Nullable Line call(Fields record, long line, CharSequence raw) {
        return call(record, line, raw::toString);
    }

    /** As {@link #call(Fields, long, CharSequence)}, for a record that is no text yet. */
    public @Nullable Line call(Fields record, long line, Supplier<String> raw) {
        String status = mapping.text(Target.STATUS, record);
        String method = mapping.text(Target.METHOD, record);
        if (status == null) {
            return method == null
                    ? null
                    : rejected(
                            line,
                            "status",
                            "The record has no status.\n" + "Name its field under mapping: status.",
                            raw.get());
        }
        return method == null ? null : call(record, method, status, line, raw);
    }

    /** As {@link #call(Fields, long, CharSequence)}; null too where the record has no status, so tells of no call. */
    public @Nullable Line callIfTold(Fields record, long line, Supplier<String> raw) {
        String status = mapping.text(Target.STATUS, record);
        String method = status == null ? null : mapping.text(Target.METHOD, record);
        return status == null || method == null ? null : call(record, method, status, line, raw);
    }

    private @Nullable Line call(Fields record, String method, String status, long line, Supplier<String> raw) {
        if (isNone(status) || !isToken(method)) {
            return null;
        }
        int code = Numbers.small(status);
        if (code < 100 || code > 599) {
            return rejected(line, "status", "The status (" + cut(status) + ") is not between 100 and 599.", raw.get());
        }
        long at = at(record);
        if (at == Instants.NONE) {
            return rejected(line, "at", noTime(record), raw.get());
        }
        String customer = customer(record);
        if (customer != null && !isVisible(customer)) {
            return rejected(line, "customer", "The customer is not 1 to 128 visible characters.", raw.get());
        }
        return new PublicEvent(
                customer == null ? NOBODY : masking.id(customer),
                at,
                id(record, at, code),
                fact(record, method, code),
                null);
    }

    private @Nullable String customer(Fields record) {
        String customer = mapping.text(Target.CUSTOMER, record);
        if (customer != null) {
            return Addresses.normal(customer);
        }
        return mapping.text(Target.KEY, record) == null ? client.apply(record) : null;
    }

    /** Whether a record tells by what method it was asked. */
    public boolean hasMethod(Fields record) {
        return mapping.text(Target.METHOD, record) != null;
    }

    /** A record that is not of its format. */
    public Line unreadable(long line, String reason, CharSequence raw) {
        return rejected(line, null, reason, raw);
    }

    private long at(Fields record) {
        String text = mapping.text(Target.AT, record);
        return text == null ? record.atMillis() : Instants.millis(text);
    }

    private String noTime(Fields record) {
        String text = mapping.text(Target.AT, record);
        return text == null
                ? "The record has no time.\nName its field under mapping: at."
                : "The time (" + cut(text) + ") is neither RFC 3339, common log format nor a number since 1970.";
    }

    private ApiCall fact(Fields record, String method, int status) {
        String key = mapping.text(Target.KEY, record);
        String environment = mapping.text(Target.ENVIRONMENT, record);
        String errorCode = mapping.text(Target.ERROR_CODE, record);
        return new ApiCall(
                upper(method),
                route(record),
                status,
                latency(record),
                environment != null && environment.equalsIgnoreCase("test"),
                key == null ? null : masking.key(key.length() <= ID_CHARS_MAX ? key : key.substring(0, ID_CHARS_MAX)),
                errorCode == null ? null : masking.text(cut(errorCode)));
    }

    private int latency(Fields record) {
        int mapped = mapping.millis(Target.LATENCY, record);
        return mapped >= 0 ? mapped : record.latencyMillis();
    }

    private String route(Fields record) {
        String text = mapping.text(Target.ROUTE, record);
        if (text == null) {
            return "/";
        }
        String path = Paths.ofAddress(text);
        return path.length() > PATH_CHARS_KNOWN ? routeOf(path) : known(path);
    }

    private String known(String path) {
        int hash = path.hashCode() * 0x9E3779B9;
        int slot = (hash ^ hash >>> 15) & PATHS_KNOWN - 1;
        Known known = paths[slot];
        if (known == null || !known.path().equals(path)) {
            known = new Known(path, routeOf(path));
            paths[slot] = known;
        }
        return known.route();
    }

    private String routeOf(String path) {
        String template = mapping.routes().match(path);
        return template != null ? template : masking.path(path);
    }

    private @Nullable String id(Fields record, long at, int status) {
        for (Extraction way : mapping.targets().getOrDefault(Target.ID, List.of())) {
            String id = way.from(record);
            if (id != null) {
                String whole = way.field().equals(ANY_ID) ? masking.id(id) + "-" + at + "-" + status : masking.id(id);
                return id.length() > ID_CHARS_MAX || whole.length() > ID_CHARS_MAX ? null : whole;
            }
        }
        return null;
    }

    private RejectedLine rejected(long line, @Nullable String field, String reason, CharSequence raw) {
        return new RejectedLine(line, field, masking.text(reason), masking.line(raw.toString(), MASKED_CHARS_MAX));
    }

    /** HAProxy writes {@code -1}. */
    private static boolean isNone(String status) {
        return status.equals("0") || status.equals("000") || status.equals("-1");
    }

    private static boolean isToken(String method) {
        if (method.length() > METHOD_CHARS_MAX) {
            return false;
        }
        for (int i = 0; i < method.length(); i++) {
            char c = method.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && (i == 0 || (c != '-' && c != '_'))) {
                return false;
            }
        }
        return true;
    }

    private static String upper(String method) {
        return switch (method) {
            case "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" -> method;
            default -> method.toUpperCase(Locale.ROOT);
        };
    }

    private static boolean isVisible(String customer) {
        if (customer.isBlank() || customer.length() > ID_CHARS_MAX) {
            return false;
        }
        for (int i = 0; i < customer.length(); i++) {
            if (Character.isISOControl(customer.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
