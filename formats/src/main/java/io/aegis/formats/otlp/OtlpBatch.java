package io.aegis.formats.otlp;

import io.aegis.codec.event.Line;
import java.util.List;

/**
 * What an export request holds for us.
 *
 * @param lines calls, and records that could not be taken
 * @param records all spans or log records of the request, also those that are no calls
 */
public record OtlpBatch(List<Line> lines, int records) {

    public OtlpBatch {
        lines = List.copyOf(lines);
    }
}
