package io.aegis.formats.mapping;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Utf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads foreign JSON within limits. */
public final class Json {

    private static final int NESTING_MAX = 64;
    private static final int NAME_CHARS_MAX = 2_000;
    private static final int NUMBER_CHARS_MAX = 200;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .maxNameLength(NAME_CHARS_MAX)
                            .maxNumberLength(NUMBER_CHARS_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads a body.
     *
     * @throws BrokenBodyException where it is no UTF-8, no JSON, or nested deeper than 64
     */
    public static JsonNode read(byte[] body) throws BrokenBodyException {
        refuseInvalidUtf8(body);
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException broken) {
            throw new BrokenBodyException(reason(broken));
        }
    }

    /**
     * Reads a line.
     *
     * @throws BrokenBodyException where it is no JSON, or nested deeper than 64
     */
    public static JsonNode read(String line) throws BrokenBodyException {
        try {
            return MAPPER.readTree(line);
        } catch (JacksonException broken) {
            throw new BrokenBodyException(reason(broken));
        }
    }

    /** Takes the records of a body; the first is number 1. */
    @FunctionalInterface
    public interface RecordSink {
        /** @throws BrokenBodyException where nothing of the body is to be taken */
        void take(JsonNode record, long number) throws BrokenBodyException;
    }

    /**
     * Tells each record of a body: a value, several behind one another, or the elements of arrays. One at a time is
     * held as a tree.
     *
     * @throws BrokenBodyException where it is no UTF-8, no JSON, or nested deeper than 64
     */
    public static void records(byte[] body, RecordSink sink) throws BrokenBodyException {
        refuseInvalidUtf8(body);
        long number = 0;
        try (JsonParser parser = MAPPER.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    number++;
                    sink.take(parser.readValueAsTree(), number);
                }
            }
        } catch (JacksonException broken) {
            throw new BrokenBodyException(reason(broken));
        }
    }

    /** As {@link #read(byte[])} refuses it. */
    public static void refuseInvalidUtf8(byte[] body) throws BrokenBodyException {
        int invalid = Utf8.firstInvalid(body, 0, body.length);
        if (invalid >= 0) {
            throw new BrokenBodyException("The body is no UTF-8 from byte " + invalid + " on.\nSend UTF-8.");
        }
    }

    /**
     * Reads a line of a body.
     *
     * @return null where the line is no JSON
     * @throws BrokenBodyException where it goes beyond a limit, as no line of an honest sender does
     */
    public static @Nullable JsonNode readLine(String line) throws BrokenBodyException {
        try {
            return MAPPER.readTree(line);
        } catch (StreamConstraintsException tooDeep) {
            throw new BrokenBodyException(reason(tooDeep));
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** Writes a tree as compact JSON. */
    public static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    private static String reason(JacksonException broken) {
        if (broken instanceof StreamConstraintsException) {
            return "The JSON goes beyond a limit: nesting " + NESTING_MAX + ", names " + NAME_CHARS_MAX
                    + " characters, numbers " + NUMBER_CHARS_MAX + " digits.\nSend smaller records.";
        }
        int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
        int column = broken.getLocation() == null ? 0 : broken.getLocation().getColumnNr();
        return "The JSON is malformed or cut off at line " + line + ", column " + column + ".\nSend whole JSON values.";
    }
}
