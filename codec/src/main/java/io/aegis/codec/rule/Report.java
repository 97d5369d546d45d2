package io.aegis.codec.rule;

import io.aegis.codec.rule.RuleFileException.Problem;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers the problems of one file. */
final class Report {

    private static final int PROBLEMS_MAX = 100;

    private final List<Problem> problems = new ArrayList<>();

    void at(Node node, String message) {
        node.getStartMark()
                .ifPresentOrElse(
                        mark -> at(mark.getLine() + 1, mark.getColumn() + 1, message), () -> at(1, 1, message));
    }

    void at(Mark mark, String message) {
        at(mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    void at(int line, int column, String message) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(new Problem(line, column, message));
        }
    }

    /** @throws RuleFileException if anything was reported */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new RuleFileException(problems);
        }
    }
}
