package io.aegis.engine.rule;

import io.aegis.engine.rule.Node.TruthNode;
import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conjunction, disjunction, negation and choice as CEL defines them. {@code &&} and {@code ||} commute even where a side
 * is unknown, so terms are flattened and the cheap ones asked first.
 */
final class Logic {

    private Logic() {}

    static TruthNode constant(boolean value) {
        return new Fixed(Truth.of(value));
    }

    static TruthNode not(TruthNode term) {
        return new Not(term);
    }

    static TruthNode all(TruthNode left, TruthNode right) {
        List<TruthNode> terms = new ArrayList<>();
        for (TruthNode side : List.of(left, right)) {
            if (side instanceof All all) {
                terms.addAll(List.of(all.terms));
            } else {
                terms.add(side);
            }
        }
        return new All(cheapFirst(terms));
    }

    static TruthNode any(TruthNode left, TruthNode right) {
        List<TruthNode> terms = new ArrayList<>();
        for (TruthNode side : List.of(left, right)) {
            if (side instanceof Any any) {
                terms.addAll(List.of(any.terms));
            } else {
                terms.add(side);
            }
        }
        return new Any(cheapFirst(terms));
    }

    private static TruthNode[] cheapFirst(List<TruthNode> terms) {
        terms.sort(Comparator.comparingInt(Node::cost));
        return terms.toArray(TruthNode[]::new);
    }

    private static int costOf(TruthNode[] terms) {
        int sum = 0;
        for (TruthNode term : terms) {
            sum += term.cost();
        }
        return sum;
    }

    private static final class Fixed extends TruthNode {
        private final Truth value;

        Fixed(Truth value) {
            this.value = value;
        }

        @Override
        Truth test(Reading reading) {
            return value;
        }

        @Override
        @Nullable
        Bar bar(Pace pace) {
            return value == Truth.TRUE ? null : reading -> false;
        }

        @Override
        int cost() {
            return 0;
        }
    }

    private static final class Not extends TruthNode {
        private final TruthNode term;

        Not(TruthNode term) {
            this.term = term;
        }

        @Override
        Truth test(Reading reading) {
            Truth inner = term.test(reading);
            return inner == Truth.UNKNOWN ? Truth.UNKNOWN : inner == Truth.TRUE ? Truth.FALSE : Truth.TRUE;
        }

        @Override
        int cost() {
            return term.cost();
        }
    }

    private static final class All extends TruthNode {
        private final TruthNode[] terms;

        All(TruthNode[] terms) {
            this.terms = terms;
        }

        @Override
        Truth test(Reading reading) {
            Truth result = Truth.TRUE;
            for (TruthNode term : terms) {
                Truth next = term.test(reading);
                if (next == Truth.FALSE) {
                    return Truth.FALSE;
                }
                if (next == Truth.UNKNOWN) {
                    result = Truth.UNKNOWN;
                }
            }
            return result;
        }

        @Override
        boolean holds(Reading reading) {
            for (TruthNode term : terms) {
                if (!term.holds(reading)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        @Nullable
        Bar bar(Pace pace) {
            Bar bar = null;
            for (TruthNode term : terms) {
                bar = Bar.either(bar, term.bar(pace));
            }
            return bar;
        }

        @Override
        int cost() {
            return costOf(terms);
        }
    }

    private static final class Any extends TruthNode {
        private final TruthNode[] terms;

        Any(TruthNode[] terms) {
            this.terms = terms;
        }

        @Override
        Truth test(Reading reading) {
            Truth result = Truth.FALSE;
            for (TruthNode term : terms) {
                Truth next = term.test(reading);
                if (next == Truth.TRUE) {
                    return Truth.TRUE;
                }
                if (next == Truth.UNKNOWN) {
                    result = Truth.UNKNOWN;
                }
            }
            return result;
        }

        @Override
        boolean holds(Reading reading) {
            for (TruthNode term : terms) {
                if (term.holds(reading)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        @Nullable
        Bar bar(Pace pace) {
            Bar bar = terms[0].bar(pace);
            for (int i = 1; i < terms.length; i++) {
                bar = Bar.together(bar, terms[i].bar(pace));
            }
            return bar;
        }

        @Override
        int cost() {
            return costOf(terms);
        }
    }

    /** {@code test ? then : otherwise}; an unknown test makes it unknown, as in CEL. */
    static final class Choice extends TruthNode {
        private final TruthNode test;
        private final TruthNode then;
        private final TruthNode otherwise;

        Choice(TruthNode test, TruthNode then, TruthNode otherwise) {
            this.test = test;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        Truth test(Reading reading) {
            return switch (test.test(reading)) {
                case TRUE -> then.test(reading);
                case FALSE -> otherwise.test(reading);
                case UNKNOWN -> Truth.UNKNOWN;
            };
        }

        @Override
        int cost() {
            return test.cost() + Math.max(then.cost(), otherwise.cost());
        }
    }

    /** {@code ==} and {@code !=} between two truths. */
    static final class Same extends TruthNode {
        private final TruthNode left;
        private final TruthNode right;
        private final Truth whenSame;

        Same(TruthNode left, TruthNode right, boolean wanted) {
            this.left = left;
            this.right = right;
            this.whenSame = Truth.of(wanted);
        }

        @Override
        Truth test(Reading reading) {
            Truth first = left.test(reading);
            Truth second = right.test(reading);
            if (first == Truth.UNKNOWN || second == Truth.UNKNOWN) {
                return Truth.UNKNOWN;
            }
            return first == second ? whenSame : whenSame.negated();
        }

        @Override
        int cost() {
            return left.cost() + right.cost();
        }
    }
}
