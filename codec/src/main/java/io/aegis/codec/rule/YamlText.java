package io.aegis.codec.rule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A YAML text as a tree that knows its lines and columns; bounded in size, depth and aliases. */
final class YamlText {

    static final int CODE_POINTS_MAX = 1 << 20;
    private static final int DEPTH_MAX = 16;
    private static final int ALIASES_MAX = 50;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(CODE_POINTS_MAX)
            .setAllowRecursiveKeys(false)
            .setUseMarks(true)
            .build();

    private YamlText() {}

    /** The one document of the text; null where it cannot be read or is empty, which is then reported. */
    static @Nullable Node parse(String yaml, Report report) {
        if (yaml.length() > CODE_POINTS_MAX) {
            report.at(1, 1, "the file is longer than " + CODE_POINTS_MAX + " characters; split it");
            return null;
        }
        try {
            if (!isBounded(yaml, report)) {
                return null;
            }
            Optional<Node> root = new Compose(SETTINGS).composeString(yaml);
            if (root.isEmpty()) {
                report.at(1, 1, "the file is empty; it starts with rules:");
            }
            return root.orElse(null);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            String message = "this is no YAML: " + e.getProblem() + hint(e.getProblem());
            mark.ifPresentOrElse(place -> report.at(place, message), () -> report.at(1, 1, message));
        } catch (YamlEngineException e) {
            report.at(1, 1, "this is no YAML: " + e.getMessage());
        }
        return null;
    }

    /** What is behind the usual slip of conditions, which may begin with a quoted text. */
    private static String hint(String problem) {
        return problem.contains("expected <block end>, but found '<scalar>'")
                ? "; a value that begins with a quote ends with it: put all of it into quotes, \"'batch' in tags\""
                : "";
    }

    /** Events come one by one, so this check needs no memory for what it refuses. */
    private static boolean isBounded(String yaml, Report report) {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Parse(SETTINGS).parseString(yaml)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> aliases++;
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Scalar, Comment -> {}
            }
            if (depth > DEPTH_MAX || aliases > ALIASES_MAX) {
                String message = depth > DEPTH_MAX
                        ? "nested deeper than " + DEPTH_MAX + " levels"
                        : "more than " + ALIASES_MAX + " aliases";
                event.getStartMark().ifPresentOrElse(mark -> report.at(mark, message), () -> report.at(1, 1, message));
                return false;
            }
        }
        return true;
    }
}
