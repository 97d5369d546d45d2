package io.aegis.formats.segment;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Timestamps;
import io.aegis.engine.event.Tier;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Instants;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.JsonFields;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.mapping.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies of the Segment HTTP API. */
public final class SegmentReader {

    /** Where the company is, where nothing else is said. */
    public static final Mapping DEFAULTS = Mapping.of()
            .take(
                    Target.CUSTOMER,
                    "groupId",
                    "context.groupId",
                    "traits.company.id",
                    "context.traits.company.id",
                    "userId",
                    "anonymousId")
            .build();

    private static final int BATCH_MESSAGES_MAX = 10_000;
    private static final long SKEW_MILLIS_MIN = 10_000;
    private static final long SKEW_MILLIS_MAX = 86_400_000;
    private static final Set<String> OWN_TRAITS = Set.of("name", "plan", "createdAt", "email", "company", "id");

    private final Mapping mapping;
    private final EventNames names;
    private final Plans plans;

    /** A reader by configuration. */
    public SegmentReader(Mapping mapping, EventNames names, Plans plans) {
        this.mapping = mapping.over(DEFAULTS);
        this.names = names;
        this.plans = plans;
    }

    /**
     * The events of a body, one list a message.
     *
     * @param call the last part of the path: {@code batch}, or the type of a single message
     * @param receivedMillis when it arrived, to correct a wrong clock of the sender; {@link Instants#NONE} does not
     * @throws BrokenBodyException where the body is no call of this API
     */
    public List<List<ObjectNode>> read(String call, byte[] body, long receivedMillis) throws BrokenBodyException {
        JsonNode root = Json.read(body);
        if (!root.isObject()) {
            throw new BrokenBodyException("The body is no JSON object.\nSend a call of the Segment HTTP API.");
        }
        long skew = skew(root.path("sentAt"), receivedMillis);
        if (!call.equals("batch")) {
            return List.of(message(root, call, skew, receivedMillis));
        }
        JsonNode batch = root.path("batch");
        if (!batch.isArray() || batch.size() > BATCH_MESSAGES_MAX) {
            throw new BrokenBodyException("The field (batch) is no array of at most " + BATCH_MESSAGES_MAX
                    + " messages.\nSend smaller batches.");
        }
        List<List<ObjectNode>> events = new ArrayList<>(batch.size());
        for (JsonNode message : batch.values()) {
            String type = message.path("type").asString("");
            events.add(message(message, type, skew, receivedMillis));
        }
        return events;
    }

    /** What the public schema's reader makes of an event; a message that is no call of Segment's is refused as such. */
    public static @Nullable Line line(ObjectNode event, EventReader events, long number) {
        String type = event.path("type").asString("");
        return EventReader.isType(type)
                ? PublicJson.read(event, events, number)
                : events.rejected(
                        number,
                        "type",
                        "type (" + type
                                + ") is no call of Segment's; send track, identify, group, page, screen or alias",
                        event.toString());
    }

    /** The write key inside a body; null where it has none or is no JSON. */
    public static @Nullable String writeKey(byte[] body) {
        try {
            String key = Json.read(body).path("writeKey").asString("");
            return key.isEmpty() ? null : key;
        } catch (BrokenBodyException broken) {
            return null;
        }
    }

    /** How far the sender's clock is behind; what is less than a slow network or more than a wrong clock is none. */
    private static long skew(JsonNode sentAt, long receivedMillis) {
        long sent = sentAt.isString() ? Timestamps.parse(sentAt.asString()) : Timestamps.INVALID;
        if (sent == Timestamps.INVALID || receivedMillis == Instants.NONE) {
            return 0;
        }
        long skew = receivedMillis - sent;
        return Math.abs(skew) < SKEW_MILLIS_MIN || Math.abs(skew) > SKEW_MILLIS_MAX ? 0 : skew;
    }

    private List<ObjectNode> message(JsonNode message, String type, long skew, long receivedMillis) {
        JsonFields fields = new JsonFields(message);
        String customer = mapping.text(Target.CUSTOMER, fields);
        JsonNode said = message.path("timestamp");
        long read = at(said, fields, skew, receivedMillis);
        long at = Math.max(0, read);
        PublicJson event =
                switch (type) {
                    case "track" -> track(message, customer, at);
                    case "identify" -> identify(message, customer, at);
                    case "group" -> group(message, customer, at);
                    case "page", "screen" ->
                        PublicJson.of("track", customer, at).put("name", pageName(type, message));
                    case "alias" -> alias(message, fields, at);
                    default -> PublicJson.of(type.isEmpty() ? "none" : type, customer, at);
                };
        if (!type.equals("group") && !type.equals("alias")) {
            event.put("user", fields.text("userId"));
        }
        if (read == Instants.NONE) {
            event.node().remove("at");
            event.copy("timestamp", said);
        }
        String id = fields.text("messageId");
        return List.of(
                event.put("id", id == null || id.length() > 128 ? null : id).node());
    }

    /** {@link Instants#NONE} where what is said is no time; the public schema's reader refuses it by its name then. */
    private static long at(JsonNode said, JsonFields fields, long skew, long receivedMillis) {
        String text = fields.text("timestamp");
        if (text == null) {
            return said.isMissingNode() || said.isNull() || said.isString()
                    ? Math.max(0, receivedMillis)
                    : Instants.NONE;
        }
        long at = Instants.millis(text);
        return at == Instants.NONE ? at : at + skew;
    }

    private PublicJson track(JsonNode message, @Nullable String customer, long at) {
        String name = message.path("event").asString("");
        JsonNode properties = message.path("properties");
        return switch (names.of(name)) {
            case API_CALL -> {
                Fields fields = new JsonFields(properties);
                yield status(fields) == null
                        ? PublicJson.of("track", customer, at).put("name", name)
                        : call(fields, customer, at);
            }
            case KEY_ISSUED -> key(properties, customer, at, "issued");
            case KEY_REVOKED -> key(properties, customer, at, "revoked");
            case LOGIN -> PublicJson.of("login", customer, at);
            case TRACK -> PublicJson.of("track", customer, at).put("name", name);
        };
    }

    private PublicJson call(Fields properties, @Nullable String customer, long at) {
        PublicJson call = PublicJson.of("api_call", customer, at)
                .put("method", orElse(first(properties, "method", "http_method"), "UNKNOWN"))
                .put("route", orElse(first(properties, "route", "path", "endpoint", "url"), "/"))
                .put("key", first(properties, "key", "key_id", "api_key_id"))
                .put("environment", properties.text("environment"))
                .put("error_code", properties.text("error_code"));
        String latency = first(properties, "duration_ms", "latency_ms", "latencyMs", "duration");
        number(call, "status", status(properties));
        number(call, "latency_ms", latency);
        return call;
    }

    private static @Nullable String status(Fields properties) {
        return first(properties, "status", "status_code", "statusCode");
    }

    private static void number(PublicJson event, String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            event.put(field, Math.round(Double.parseDouble(text)));
        } catch (NumberFormatException notANumber) {
            event.put(field, text);
        }
    }

    private static @Nullable String first(Fields fields, String... names) {
        for (String name : names) {
            String value = fields.text(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static PublicJson key(JsonNode properties, @Nullable String customer, long at, String action) {
        Fields fields = new JsonFields(properties);
        String key = first(fields, "key", "key_id", "api_key_id", "key_prefix");
        return PublicJson.of("api_key", customer, at)
                .put("key", key == null ? "segment:" + customer : key)
                .put("environment", fields.text("environment"))
                .put("action", action);
    }

    /** A person was named: it becomes a contact of its company, or the company where there is none. */
    private PublicJson identify(JsonNode message, @Nullable String customer, long at) {
        JsonNode traits = message.path("traits");
        Fields fields = new JsonFields(traits);
        boolean alone =
                customer != null && customer.equals(message.path("userId").asString(""));
        PublicJson event = PublicJson.of("customer", customer, at);
        if (alone) {
            event.put("name", fields.text("name"));
            tier(event, fields);
        }
        person(event, message, customer);
        String role = fields.text("role");
        return event.entry("contacts", role == null || role.length() > 40 ? "developer" : role, fields.text("email"));
    }

    private PublicJson group(JsonNode message, @Nullable String customer, long at) {
        JsonNode traits = message.path("traits");
        Fields fields = new JsonFields(traits);
        PublicJson event = PublicJson.of("customer", customer, at).put("name", fields.text("name"));
        String created = fields.text("createdAt");
        long createdAt = created == null ? Instants.NONE : Instants.millis(created);
        if (createdAt != Instants.NONE) {
            event.put("created_at", Timestamps.format(createdAt));
        }
        tier(event, fields);
        event.entry("contacts", "company", fields.text("email"));
        person(event, message, customer);
        for (String name : traits.propertyNames()) {
            String value = OWN_TRAITS.contains(name) || name.length() > 64 ? null : fields.text(name);
            event.entry("attributes", name, value);
        }
        return event;
    }

    /** Who is of this company: what its person does without saying for whom is the company's from now on. */
    private static void person(PublicJson event, JsonNode message, @Nullable String customer) {
        String user = message.path("userId").asString("");
        if (!user.equals(customer)) {
            event.entry("external_ids", "segment", user);
        }
    }

    private void tier(PublicJson event, Fields traits) {
        String plan = first(traits, "plan", "tier");
        Tier tier = plan == null ? null : plans.tier(List.of(plan));
        event.put("tier", tier == null ? null : tier.id());
    }

    private static String pageName(String type, JsonNode message) {
        String name = message.path("name").asString("");
        return (type.equals("page") ? "Viewed " : "Saw ") + (name.isEmpty() ? type : name);
    }

    /** The customer was known by another id before. */
    private static PublicJson alias(JsonNode message, Fields fields, long at) {
        return PublicJson.of("customer", fields.text("userId"), at)
                .entry("external_ids", "segment", message.path("previousId").asString(""));
    }
}
