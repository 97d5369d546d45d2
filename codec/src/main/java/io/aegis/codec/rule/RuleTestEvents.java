package io.aegis.codec.rule;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the events of a test: the public schema, with offsets wherever a time stands, and with {@code repeat} and {@code
 * every}, where a list of values is gone through in turn.
 */
final class RuleTestEvents {

    private static final int EVENTS_MAX = 200_000;
    private static final List<String> TIMES = List.of("at", "until", "created_at", "trial_end", "renews_at");
    private static final List<String> LISTS = List.of("tags", "keys");
    private static final String REPEAT = "repeat";
    private static final String EVERY = "every";

    private final EventReader reader =
            new EventReader(new Masking("rule tests keep no secret".getBytes(StandardCharsets.UTF_8)));
    private final Report report;
    private final long start;

    RuleTestEvents(Report report, long start) {
        this.report = report;
        this.start = start;
    }

    void read(Node node, List<PublicEvent> into) {
        if (!(node instanceof MappingNode mapping)) {
            report.at(node, "an event is written as fields (type: …)");
            return;
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key
                    && fields.put(key.getValue(), tuple.getValueNode()) != null) {
                report.at(key, "the field " + key.getValue() + " stands twice");
            }
        }
        long repeat = repeat(fields.remove(REPEAT));
        long everyMillis = every(fields.remove(EVERY));
        if (into.size() + repeat > EVENTS_MAX) {
            report.at(node, "more than " + EVENTS_MAX + " events in one test");
            return;
        }
        for (int turn = 0; turn < repeat; turn++) {
            if (!add(node, event(fields, turn, turn * everyMillis), into)) {
                return;
            }
        }
    }

    private boolean add(Node node, Map<String, @Nullable Object> fields, List<PublicEvent> into) {
        Line line = reader.read(fields, into.size() + 1L);
        return switch (line) {
            case PublicEvent event -> into.add(event);
            case PublicTick tick -> {
                report.at(node, "a test needs no ticks; time goes on by itself");
                yield false;
            }
            case RejectedLine rejected -> {
                report.at(node, (rejected.field() == null ? "" : rejected.field() + ": ") + rejected.reason());
                yield false;
            }
        };
    }

    private Map<String, @Nullable Object> event(Map<String, Node> fields, int turn, long laterMillis) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        for (Map.Entry<String, Node> field : fields.entrySet()) {
            Node node = field.getValue();
            if (node instanceof SequenceNode turns
                    && !LISTS.contains(field.getKey())
                    && !turns.getValue().isEmpty()) {
                node = turns.getValue().get(turn % turns.getValue().size());
            }
            Object value = value(node);
            boolean time = TIMES.contains(field.getKey()) && value instanceof String;
            event.put(field.getKey(), time ? (Object) time(node, String.valueOf(value), laterMillis) : value);
        }
        return event;
    }

    private long time(Node node, String text, long laterMillis) {
        try {
            return RuleTestReader.instant(text, start) + laterMillis;
        } catch (IllegalArgumentException e) {
            report.at(node, String.valueOf(e.getMessage()));
            return start;
        }
    }

    private @Nullable Object value(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                Map<String, @Nullable Object> inner = new LinkedHashMap<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    inner.put(String.valueOf(value(tuple.getKeyNode())), value(tuple.getValueNode()));
                }
                yield inner;
            }
            case SequenceNode sequence ->
                sequence.getValue().stream().map(this::value).toList();
            case ScalarNode scalar -> scalar(scalar);
            default -> null;
        };
    }

    private static @Nullable Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        try {
            if (scalar.getTag().equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            return scalar.getTag().equals(Tag.FLOAT) ? (Object) Double.valueOf(text) : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private long repeat(@Nullable Node node) {
        if (node == null) {
            return 1;
        }
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("[1-9]\\d{0,5}")) {
            return Long.parseLong(scalar.getValue());
        }
        report.at(node, "repeat is a number from 1 to " + EVENTS_MAX);
        return 1;
    }

    private long every(@Nullable Node node) {
        if (node == null) {
            return 0;
        }
        if (node instanceof ScalarNode scalar) {
            try {
                return Durations.parse(scalar.getValue());
            } catch (IllegalArgumentException e) {
                report.at(scalar, "every: " + e.getMessage());
                return 0;
            }
        }
        report.at(node, "every is a length of time, for instance 30s");
        return 0;
    }
}
