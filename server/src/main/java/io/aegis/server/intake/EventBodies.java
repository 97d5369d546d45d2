package io.aegis.server.intake;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.formats.cloudevents.CloudEventsReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Decodes bodies of each {@link BodyForm} into lines. */
final class EventBodies {

    private final EventReader reader;

    EventBodies(EventReader reader) {
        this.reader = reader;
    }

    /**
     * @param header gives a request header by its name
     * @throws BrokenBodyException nothing of it may be taken
     */
    List<Line> read(BodyForm form, byte[] body, UnaryOperator<@Nullable String> header) throws BrokenBodyException {
        return switch (form) {
            case LINES -> reader.readLines(body);
            case JSON -> reader.readJson(body);
            case CLOUD_EVENT -> events(CloudEventsReader.read("application/cloudevents+json", body));
            case CLOUD_EVENTS -> events(CloudEventsReader.read("application/cloudevents-batch+json", body));
            case CLOUD_EVENT_DATA -> events(List.of(CloudEventsReader.readBinary(header, body)));
        };
    }

    private List<Line> events(List<ObjectNode> events) {
        List<Line> lines = new ArrayList<>(events.size());
        for (ObjectNode event : events) {
            byte[] json = event.toString().getBytes(StandardCharsets.UTF_8);
            Line line = reader.readLine(json, 0, json.length, lines.size() + 1L);
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }
}
