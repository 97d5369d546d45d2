package io.aegis.formats.source;

import io.aegis.codec.event.Masking;
import io.aegis.formats.gateway.LogFormat;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.mapping.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of an access log are read.
 *
 * @param layout as in the server's own configuration; null: the format says it
 */
public record LogReading(LogFormat format, @Nullable String layout, Mapping mapping) {

    /** A reader of these lines. */
    public LogReader reader(Masking masking) {
        return layout == null ? LogReader.of(format, mapping, masking) : LogReader.of(layout, mapping, masking);
    }
}
