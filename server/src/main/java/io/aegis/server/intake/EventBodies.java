package io.aegis.server.intake;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import java.util.List;

/** Decodes bodies of each {@link BodyForm} into lines. */
final class EventBodies {

    private final EventReader reader;

    EventBodies(EventReader reader) {
        this.reader = reader;
    }

    /** @throws BrokenBodyException nothing of it may be taken */
    List<Line> read(BodyForm form, byte[] body) throws BrokenBodyException {
        return switch (form) {
            case LINES -> reader.readLines(body);
            case JSON -> reader.readJson(body);
        };
    }
}
