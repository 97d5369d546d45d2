package io.aegis.engine;

import io.aegis.engine.rule.RuleSet.ExpectedStatus;
import io.aegis.engine.signal.Expected;
import java.util.List;

/** Answers that the rule file declares to be no errors. */
final class ExpectedAnswers implements Expected {

    private final List<ExpectedStatus> declared;

    ExpectedAnswers(List<ExpectedStatus> declared) {
        this.declared = declared;
    }

    @Override
    public boolean test(String route, int status) {
        for (ExpectedStatus one : declared) {
            if (one.status() == status && fits(one.route(), 0, route, 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(String pattern, int p, String route, int r) {
        int star = pattern.indexOf('*', p);
        if (star < 0) {
            return pattern.length() - p == route.length() - r && route.startsWith(pattern.substring(p), r);
        }
        String run = pattern.substring(p, star);
        if (!route.startsWith(run, r)) {
            return false;
        }
        for (int next = r + run.length(); next <= route.length(); next++) {
            if (fits(pattern, star + 1, route, next)) {
                return true;
            }
        }
        return false;
    }
}
