package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import io.aegis.formats.gateway.LogReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one file, in order. */
public interface LineDecoder {

    /**
     * One line without its end; null for one that is neither event nor error (empty, a comment, a header).
     *
     * @param number of the line in its file, from 1
     */
    @Nullable
    Line decode(byte[] bytes, int from, int to, long number);

    /**
     * What the file has left unfinished.
     *
     * @param number of its last line
     */
    default List<RejectedLine> end(long number) {
        return List.of();
    }

    /** What the customer of the last line was taken from, where nothing there says that it is one; null if named. */
    default @Nullable String guessedFrom() {
        return null;
    }

    /** @param customerField name of the field that tells the customer; null: the client's address, or customer_id */
    static LineDecoder of(LogFormat format, EventReader reader, @Nullable String customerField) {
        // Our own events are written whole, and come by the million.
        return format == LogFormat.NDJSON && customerField == null
                ? reader.lineReader()::read
                : new SplitLines(ofWhole(format, reader, customerField), reader);
    }

    /** By a source's own layout and mapping. */
    static LineDecoder of(LogReader source, EventReader reader) {
        return new SplitLines(new MappedLines(source, reader), reader);
    }

    private static LineDecoder ofWhole(LogFormat format, EventReader reader, @Nullable String customerField) {
        return switch (format) {
            case NDJSON -> new JsonLines(reader, customerField);
            case COMBINED -> new CombinedLines(reader, customerField);
            case JSON_LINES -> new JsonLines(reader, customerField);
            case COLUMNS -> new Columns(reader, customerField);
            case HAPROXY -> gateway(io.aegis.formats.gateway.LogFormat.HAPROXY, reader, customerField);
            case ENVOY -> gateway(io.aegis.formats.gateway.LogFormat.ENVOY, reader, customerField);
            case AWS_ELB -> gateway(io.aegis.formats.gateway.LogFormat.AWS_ELB, reader, customerField);
            case W3C -> gateway(io.aegis.formats.gateway.LogFormat.W3C, reader, customerField);
            case LOGFMT -> gateway(io.aegis.formats.gateway.LogFormat.LOGFMT, reader, customerField);
            case GIN -> gateway(io.aegis.formats.gateway.LogFormat.GIN, reader, customerField);
            case SQUID -> gateway(io.aegis.formats.gateway.LogFormat.SQUID, reader, customerField);
        };
    }

    private static LineDecoder gateway(
            io.aegis.formats.gateway.LogFormat format, EventReader reader, @Nullable String customerField) {
        return new GatewayLines(reader, format, customerField);
    }
}
