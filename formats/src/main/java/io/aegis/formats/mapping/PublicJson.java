package io.aegis.formats.mapping;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds events in the public schema, which its reader then checks and masks like anyone's. */
public final class PublicJson {

    private static final int ID_CHARS_MAX = 128;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode event = NODES.objectNode();

    private PublicJson() {}

    /** An event of a type. */
    public static PublicJson of(String type, @Nullable String customer, long atMillis) {
        PublicJson json = new PublicJson();
        json.event.put("type", type);
        json.event.put("customer", customer == null ? CallMapper.NOBODY : customer);
        json.event.put("at", Timestamps.format(atMillis));
        return json;
    }

    /** Sets a text; null leaves the field out. */
    public PublicJson put(String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            event.put(field, value);
        }
        return this;
    }

    /** Sets the id by which an event sent twice counts once; null, and one longer than may be, leaves it out. */
    public PublicJson id(@Nullable String id) {
        return put("id", id == null || id.length() > ID_CHARS_MAX ? null : id);
    }

    /** Sets a number. */
    public PublicJson put(String field, long value) {
        event.put(field, value);
        return this;
    }

    /** Sets a yes or no. */
    public PublicJson put(String field, boolean value) {
        event.put(field, value);
        return this;
    }

    /** Sets the tags of a list with commas; null leaves them out. */
    public PublicJson tags(@Nullable String list) {
        if (list != null) {
            ArrayNode tags = event.putArray("tags");
            for (String tag : list.split(",", -1)) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
        }
        return this;
    }

    /** Sets an amount; NaN leaves the field out. */
    public PublicJson put(String field, double value) {
        if (Double.isFinite(value)) {
            event.put(field, value);
        }
        return this;
    }

    /** Sets an instant from epoch seconds; 0 or less leaves the field out. */
    public PublicJson seconds(String field, long epochSeconds) {
        if (epochSeconds > 0 && epochSeconds < 100_000_000_000L) {
            event.put(field, Timestamps.format(epochSeconds * 1000));
        }
        return this;
    }

    /** Sets a value as it came; missing and null leave the field out. */
    public PublicJson copy(String field, @Nullable JsonNode value) {
        if (value != null && !value.isMissingNode() && !value.isNull()) {
            event.set(field, value);
        }
        return this;
    }

    /** Sets an entry of a field that is an object ({@code contacts}, {@code external_ids}, {@code attributes}). */
    public PublicJson entry(String field, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            ObjectNode holder = event.get(field) instanceof ObjectNode found ? found : NODES.objectNode();
            holder.put(name, value);
            event.set(field, holder);
        }
        return this;
    }

    /** The event. */
    public ObjectNode node() {
        return event;
    }

    /**
     * What the public schema's reader makes of an event. One that names no customer passes as {@link
     * CallMapper#NOBODY}'s: it is not wrong, only nobody's yet.
     */
    public static @Nullable Line read(ObjectNode event, EventReader reader, long number) {
        boolean nobodys = event.path("customer").asString("?").isEmpty();
        ObjectNode sent = nobodys ? event.deepCopy().put("customer", "?") : event;
        byte[] bytes = Json.write(sent);
        Line line = reader.readLine(bytes, 0, bytes.length, number);
        return nobodys && line instanceof PublicEvent known
                ? new PublicEvent(CallMapper.NOBODY, known.atMillis(), known.id(), known.fact(), known.profile())
                : line;
    }
}
