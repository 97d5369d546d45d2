package io.aegis.engine.rule;

import java.util.List;
import java.util.stream.Collectors;

/** A rule set that cannot be used, with all of its problems at once. */
public final class RuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public RuleException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * @param field for instance {@code when}
     * @param column 1-based place within the condition's text, 0 where the whole field is meant
     */
    public record Problem(String rule, String field, int column, String message) {
        @Override
        public String toString() {
            return "rule %s, %s%s: %s".formatted(rule, field, column > 0 ? " (column " + column + ")" : "", message);
        }
    }
}
