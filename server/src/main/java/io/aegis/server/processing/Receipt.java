package io.aegis.server.processing;

import io.aegis.codec.event.RejectedLine;
import java.util.List;

/**
 * Answer to a submission, given once what it accepted is durable.
 *
 * @param accepted lines taken; a record id seen before counts as taken and changes nothing
 * @param rejected lines refused, by the decoder or here
 * @param repeated true when this is the first answer to the same request, given again
 */
public record Receipt(int accepted, List<RejectedLine> rejected, boolean repeated) {
    public Receipt {
        rejected = List.copyOf(rejected);
    }
}
