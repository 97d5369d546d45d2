package io.aegis.codec.rule;

import io.aegis.engine.rule.Spelling;
import java.util.ArrayList;
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

/** The fields of one mapping, each read as the type that it must have; what does not fit is reported and left out. */
final class Fields {

    /** As YAML 1.2 spells them. */
    private static final List<String> FLAGS = List.of("true", "True", "TRUE", "false", "False", "FALSE");

    private static final int TEXT_CHARACTERS_MAX = 4_000;

    private final Report report;
    private final Node place;
    private final String owner;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Fields(Report report, Node place, String owner) {
        this.report = report;
        this.place = place;
        this.owner = owner;
    }

    /**
     * @param owner what the mapping is, for instance {@code a rule}
     * @param known names that it may have
     */
    static Fields of(Node node, String owner, List<String> known, Report report) {
        Fields fields = new Fields(report, node, owner);
        if (!(node instanceof MappingNode mapping)) {
            report.at(node, owner + " is written as fields (" + known.getFirst() + ": …)");
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            fields.add(tuple, known);
        }
        return fields;
    }

    private void add(NodeTuple tuple, List<String> known) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key) || !known.contains(key.getValue())) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "…";
            report.at(
                    tuple.getKeyNode(),
                    owner + " has no field " + name + Spelling.didYouMean(name, known) + " (it has "
                            + String.join(", ", known) + ")");
        } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            report.at(key, "the field " + key.getValue() + " stands twice");
        }
    }

    Report report() {
        return report;
    }

    Node place() {
        return place;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    Node node(String name) {
        return values.get(name);
    }

    /** Reports the field as missing unless it stands there. */
    void require(String name) {
        if (!values.containsKey(name) && place instanceof MappingNode) {
            report.at(place, owner + " needs the field " + name);
        }
    }

    /** The field as a scalar with a value. */
    @Nullable
    ScalarNode scalar(String name) {
        Node node = values.get(name);
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode scalar && isTagged(scalar)) {
            report.at(node, name + " begins with !, which is a tag in YAML; put it into quotes");
            return null;
        }
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            if (scalar.getValue().length() > TEXT_CHARACTERS_MAX) {
                report.at(node, name + " is longer than " + TEXT_CHARACTERS_MAX + " characters");
                return null;
            }
            return scalar;
        }
        report.at(node, name + " must be a single value");
        return null;
    }

    private static boolean isTagged(ScalarNode scalar) {
        String tag = scalar.getTag().getValue();
        return tag.startsWith("!") && tag.length() > 1;
    }

    @Nullable
    String text(String name) {
        ScalarNode scalar = scalar(name);
        return scalar == null ? null : scalar.getValue();
    }

    /** A text that YAML takes for one: a number or true would be none to an editor. */
    @Nullable
    ScalarNode textual(String name) {
        ScalarNode scalar = scalar(name);
        if (scalar != null && !scalar.getTag().equals(Tag.STR)) {
            report.at(scalar, name + " is a text: put " + scalar.getValue() + " into quotes");
            return null;
        }
        return scalar;
    }

    boolean flag(String name, boolean otherwise) {
        ScalarNode scalar = scalar(name);
        if (scalar == null) {
            return otherwise;
        }
        if (!scalar.isPlain() || !FLAGS.contains(scalar.getValue())) {
            report.at(scalar, name + " is true or false, not " + scalar.getValue());
            return otherwise;
        }
        return Boolean.parseBoolean(scalar.getValue());
    }

    /** One of the words; the first that is left out. */
    String word(String name, String otherwise, List<String> words) {
        ScalarNode scalar = scalar(name);
        if (scalar == null) {
            return otherwise;
        }
        if (!words.contains(scalar.getValue())) {
            report.at(
                    scalar,
                    name + " is " + String.join(", ", words) + ", not " + scalar.getValue()
                            + Spelling.didYouMean(scalar.getValue(), words));
            return otherwise;
        }
        return scalar.getValue();
    }

    long millis(String name, long otherwise) {
        ScalarNode scalar = scalar(name);
        if (scalar == null) {
            return otherwise;
        }
        try {
            return Durations.parse(scalar.getValue());
        } catch (IllegalArgumentException e) {
            report.at(scalar, name + ": " + e.getMessage());
            return otherwise;
        }
    }

    /** The items of a list; none where it is left out. */
    List<Node> items(String name, int most) {
        Node node = values.get(name);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            report.at(node, name + " must be a list (- …)");
            return List.of();
        }
        if (sequence.getValue().size() > most) {
            report.at(node, name + " has " + sequence.getValue().size() + " items; at most " + most);
            return List.of();
        }
        return sequence.getValue();
    }

    List<ScalarNode> scalars(String name, int most) {
        List<ScalarNode> scalars = new ArrayList<>();
        for (Node item : items(name, most)) {
            if (item instanceof ScalarNode scalar) {
                scalars.add(scalar);
            } else {
                report.at(item, name + " holds single values");
            }
        }
        return scalars;
    }
}
