package io.aegis.formats.cloudevents;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.formats.mapping.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads CloudEvents. {@code type} is an event type of ours, alone or after {@code aegis.}; one of the sender's own
 * ({@code com.vendor.api.call}) is taken for an {@code api_call} where the data has a method and a status. The id is
 * unique together with the source, so both make the event's id.
 */
public final class CloudEventsReader {

    private static final int BATCH_EVENTS_MAX = 100_000;
    private static final Set<String> TYPES = Set.of(
            "api_call",
            "api_calls",
            "customer",
            "customer_removed",
            "api_key",
            "subscription",
            "payment",
            "error",
            "login",
            "track",
            "signal",
            "tick");
    private static final List<String> CUSTOMER_NAMES = List.of("customer", "customer_id", "customerId");
    private static final List<String> TIME_NAMES = List.of("at", "timestamp", "time");

    private CloudEventsReader() {}

    /** Whether a content type is CloudEvents' structured or batch form. */
    public static boolean isCloudEvents(String contentType) {
        return contentType.startsWith("application/cloudevents");
    }

    /**
     * The events of a structured body or a batch.
     *
     * @throws BrokenBodyException where the body is none
     */
    public static List<ObjectNode> read(String contentType, byte[] body) throws BrokenBodyException {
        refuseEmpty(body);
        JsonNode root = Json.read(body);
        if (!contentType.startsWith("application/cloudevents-batch")) {
            return List.of(event(root));
        }
        if (!root.isArray() || root.size() > BATCH_EVENTS_MAX) {
            throw new BrokenBodyException("The batch is no JSON array of at most " + BATCH_EVENTS_MAX
                    + " CloudEvents.\nSend smaller batches.");
        }
        List<ObjectNode> events = new ArrayList<>(root.size());
        for (JsonNode element : root.values()) {
            events.add(event(element));
        }
        return events;
    }

    /**
     * The event of a binary-mode request: attributes in {@code ce-*} headers, the body is the data.
     *
     * @param header gives a header's value by its name, null where the request lacks it
     * @throws BrokenBodyException where the body is no JSON
     */
    public static ObjectNode readBinary(UnaryOperator<@Nullable String> header, byte[] body)
            throws BrokenBodyException {
        refuseEmpty(body);
        return merged(name -> attribute(header.apply("ce-" + name)), Json.read(body));
    }

    private static @Nullable String attribute(@Nullable String header) {
        return header == null ? null : HeaderValues.decoded(header);
    }

    private static void refuseEmpty(byte[] body) throws BrokenBodyException {
        if (body.length == 0) {
            throw new BrokenBodyException("The body is empty.\nSend the event as JSON in it.");
        }
    }

    private static ObjectNode event(JsonNode envelope) throws BrokenBodyException {
        JsonNode data = envelope.path("data");
        if (envelope.has("data_base64")) {
            data = Json.read(decoded(envelope.path("data_base64").asString("")));
        } else if (data.isString()) {
            data = Json.read(data.asString().getBytes(StandardCharsets.UTF_8));
        }
        return merged(name -> text(envelope, name), data);
    }

    private static byte[] decoded(String base64) throws BrokenBodyException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new BrokenBodyException("The field (data_base64) is no base64.");
        }
    }

    private static @Nullable String text(JsonNode envelope, String name) {
        JsonNode value = envelope.path(name);
        return value.isString() && !value.asString().isEmpty() ? value.asString() : null;
    }

    private static ObjectNode merged(UnaryOperator<@Nullable String> attribute, JsonNode data) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        if (data.isObject()) {
            for (Map.Entry<String, JsonNode> field : data.properties()) {
                event.set(field.getKey(), field.getValue());
            }
        }
        String said = event.path("type").asString("");
        String type = attribute.apply("type");
        if (said.isEmpty() || !TYPES.contains(said)) {
            event.put("type", type(type == null ? said : type, event));
        }
        fill(event, CUSTOMER_NAMES, attribute.apply("subject"));
        fill(event, TIME_NAMES, attribute.apply("time"));
        String id = id(attribute.apply("id"), attribute.apply("source"));
        if (id != null && !event.has("id")) {
            event.put("id", id);
        }
        return event;
    }

    private static String type(String type, ObjectNode event) {
        String own = type.startsWith("aegis.") ? type.substring("aegis.".length()) : type;
        boolean call = event.has("method") && event.has("status");
        return !TYPES.contains(own) && call ? "api_call" : own;
    }

    private static void fill(ObjectNode event, List<String> names, @Nullable String value) {
        if (value != null && names.stream().noneMatch(event::hasNonNull)) {
            event.put(names.getFirst(), value);
        }
    }

    /** Unique by id and source; longer ones are too long for an id of ours and are hashed to one. */
    private static @Nullable String id(@Nullable String id, @Nullable String source) {
        if (id == null) {
            return null;
        }
        String both = source == null ? id : source + "#" + id;
        return both.length() <= 128
                ? both
                : UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
