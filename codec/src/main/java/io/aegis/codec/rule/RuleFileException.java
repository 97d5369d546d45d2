package io.aegis.codec.rule;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A rule file that cannot be used, with all of its problems at once, in the order of the text. */
public final class RuleFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    RuleFileException(List<Problem> problems) {
        this(
                problems.stream()
                        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                        .distinct()
                        .toList(),
                true);
    }

    private RuleFileException(List<Problem> sorted, boolean ignored) {
        super(sorted.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = sorted;
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * What is wrong and where.
     *
     * @param line 1-based
     * @param column 1-based, in characters
     */
    public record Problem(int line, int column, String message) {
        @Override
        public String toString() {
            return "line %d, column %d: %s".formatted(line, column, message);
        }
    }
}
