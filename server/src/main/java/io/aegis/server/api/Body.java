package io.aegis.server.api;

import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object that comes with a move, checked like {@link Query}; none at all is an empty one. */
final class Body {

    private static final int BYTES_MAX = 64 * 1024;
    private static final int TEXT_CHARACTERS_MAX = 10_000;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonNode object;

    private Body(JsonNode object) {
        this.object = object;
    }

    /** @throws ProblemException 400, 413 or 415 */
    static Body of(HttpServletRequest request, String... allowed) throws IOException {
        byte[] bytes = bytes(request, BYTES_MAX);
        if (bytes.length == 0) {
            return new Body(MAPPER.createObjectNode());
        }
        String type = request.getContentType();
        if (type == null || !type.startsWith("application/json")) {
            throw Problem.of(415, "Content-Type (" + type + ") is not one that this call takes.\nUse application/json.")
                    .exception();
        }
        JsonNode object = parse(bytes);
        List<String> known = List.of(allowed);
        for (String name : new TreeSet<>(object.propertyNames())) {
            if (!known.contains(name)) {
                throw refused(
                        name, "Field (" + name + ") is not one of this call", "Allowed: " + String.join(", ", known));
            }
        }
        return new Body(object);
    }

    /** @throws ProblemException 413 if it is larger */
    static byte[] bytes(HttpServletRequest request, int bytesMax) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw Problem.of(413, "The body is larger than " + bytesMax + " bytes.\nMake it smaller.")
                    .exception();
        }
        return bytes;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw Problem.of(400, "The body is not JSON: " + broken.getOriginalMessage() + ".\nSend one JSON object.")
                    .exception();
        }
        throw Problem.of(400, "The body is not a JSON object.\nSend one, or no body at all.")
                .exception();
    }

    /** null where it is left out or null. */
    @Nullable
    String text(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString().length() > TEXT_CHARACTERS_MAX) {
            throw refused(
                    name, "Field (" + name + ") is no text", "Give at most " + TEXT_CHARACTERS_MAX + " characters");
        }
        return value.asString();
    }

    /** null where it is left out or null. */
    @Nullable
    Boolean flag(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw refused(name, "Field (" + name + ") is neither true nor false", "Give one of them");
        }
        return value.asBoolean();
    }

    /** null where it is left out or null. */
    @Nullable
    Double number(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber()) {
            throw refused(name, "Field (" + name + ") is no number", "Give one");
        }
        return value.asDouble();
    }

    boolean has(String name) {
        return object.has(name);
    }

    Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            throw refused(name, "Field (" + name + ") is missing", "Give a time like 2025-11-01T00:00:00Z");
        }
        Instant instant = Query.instantOf(text);
        if (instant == null) {
            throw refused(name, "Field (" + name + ") is (" + text + ")", "Give a time like 2025-11-01T00:00:00Z");
        }
        return instant;
    }

    static ProblemException refused(String field, String what, String remedy) {
        return Problem.of(400, what + ".\n" + remedy + ".").with("field", field).exception();
    }
}
