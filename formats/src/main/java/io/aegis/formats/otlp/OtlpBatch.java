package io.aegis.formats.otlp;

import io.aegis.codec.event.Line;
import java.util.List;

/**
 * What an export request holds for us.
 *
 * @param lines calls, and records that could not be taken
 * @param records all spans or log records of the request, also those that are no calls
 * @param sample of what the first record is that is no call, by the names of its fields
 * @param unmistakable the request has calls without ids, and another with the same bytes can only be itself sent again
 */
public record OtlpBatch(List<Line> lines, int records, String sample, boolean unmistakable) {

    public OtlpBatch {
        lines = List.copyOf(lines);
    }
}
