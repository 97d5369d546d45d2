package io.aegis.engine.rule;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import io.aegis.engine.rule.RuleException.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems of one condition, each at its place in the text. */
final class Findings {

    private final String rule;
    private final String field;
    private final List<Problem> problems = new ArrayList<>();

    Findings(String rule, String field) {
        this.rule = rule;
        this.field = field;
    }

    /** @param offset 0-based, in code points; below 0 where the whole condition is meant */
    void add(int offset, String message) {
        problems.add(new Problem(rule, field, Math.max(0, offset + 1), message));
    }

    Node wrong(CelSource source, CelExpr place, String message) {
        Integer offset = source.getPositionsMap().get(place.id());
        add(offset == null ? -1 : offset, message);
        return new Node.Wrong();
    }

    boolean none() {
        return problems.isEmpty();
    }

    RuleException exception() {
        return new RuleException(problems);
    }
}
