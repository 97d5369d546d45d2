package io.aegis.server.projection;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where a page ended: the values that its last row is ordered by, and the order itself. */
final class Cursor {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private Cursor() {}

    record Place(String sort, List<Object> values) {}

    static String write(String sort, List<Object> values) {
        byte[] json = JSON.writeValueAsString(new Place(sort, values)).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /**
     * @param types of the values: {@code Long}, {@code Double} or {@code String}
     * @throws IllegalArgumentException if it is not a cursor of this order
     */
    static List<Object> read(@Nullable String cursor, String sort, List<Class<?>> types) {
        if (cursor == null || cursor.isEmpty()) {
            return List.of();
        }
        try {
            Place place = JSON.readValue(Base64.getUrlDecoder().decode(cursor), new TypeReference<Place>() {});
            if (sort.equals(place.sort()) && fits(place.values(), types)) {
                return place.values();
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw broken(cursor);
        }
        throw broken(cursor);
    }

    private static boolean fits(@Nullable List<@Nullable Object> values, List<Class<?>> types) {
        if (values == null || values.size() != types.size()) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!types.get(i).isInstance(values.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException broken(String cursor) {
        return new IllegalArgumentException(
                "cursor (" + cursor + ") is not one of this list\nAsk for the first page without a cursor.");
    }
}
