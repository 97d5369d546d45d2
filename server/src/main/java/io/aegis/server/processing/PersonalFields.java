package io.aegis.server.processing;

import io.aegis.codec.event.Profile;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A customer's personal fields as they are sealed into the journal: a JSON object of what is new. */
final class PersonalFields {

    private static final JsonMapper JSON = JsonMapper.shared();

    private PersonalFields() {}

    /**
     * @param id the own id, where the record numbers the customer
     * @param fields of its profile as JSON text
     */
    record Content(@Nullable String id, @Nullable Map<String, String> fields) {}

    static byte[] ofId(String id) {
        return write(new Content(id, null));
    }

    static byte[] ofProfile(Profile profile) {
        return write(new Content(null, new TreeMap<>(profile.fields())));
    }

    /** A field's JSON text as the text that it is; null where it is none. */
    static @Nullable String text(@Nullable String json) {
        if (json == null) {
            return null;
        }
        JsonNode node = JSON.readTree(json);
        return node.isString() ? node.stringValue().replace('\u0000', '\uFFFD') : null;
    }

    static byte[] ofNote(String note) {
        return note.getBytes(StandardCharsets.UTF_8);
    }

    static String note(byte[] plain) {
        return new String(plain, StandardCharsets.UTF_8);
    }

    private static byte[] write(Content content) {
        return JSON.writeValueAsBytes(content);
    }

    /** The profile's fields; empty for a record that only numbers. */
    static Map<String, String> fields(byte[] plain) {
        Content content = JSON.readValue(plain, new TypeReference<Content>() {});
        return content.fields() == null ? Map.of() : content.fields();
    }
}
