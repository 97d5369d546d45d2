package io.aegis.engine.rule;

import io.aegis.engine.rule.Node.TruthNode;
import io.aegis.engine.signal.Reading;

/** What is asked of a reported signal whose type only its value tells. */
final class Reported {

    private Reported() {}

    /** The signal as a flag; unknown where it is something else. */
    static final class Flag extends TruthNode {
        private final String name;

        Flag(String name) {
            this.name = name;
        }

        @Override
        Truth test(Reading reading) {
            return reading.reported(name) instanceof Boolean value ? Truth.of(value) : Truth.UNKNOWN;
        }

        @Override
        int cost() {
            return Costs.REPORTED;
        }
    }

    /** {@code has(reported.NAME)}: known either way. */
    static final class Stands extends TruthNode {
        private final String name;

        Stands(String name) {
            this.name = name;
        }

        @Override
        Truth test(Reading reading) {
            return Truth.of(reading.reported(name) != null);
        }

        @Override
        int cost() {
            return Costs.REPORTED;
        }
    }

    /** Two reported signals; unknown where they are of different kinds. */
    static final class Same extends TruthNode {
        private final String left;
        private final String right;
        private final Truth whenSame;

        Same(String left, String right, boolean wanted) {
            this.left = left;
            this.right = right;
            this.whenSame = Truth.of(wanted);
        }

        @Override
        Truth test(Reading reading) {
            Object first = reading.reported(left);
            Object second = reading.reported(right);
            if (first == null || second == null || first.getClass() != second.getClass()) {
                return Truth.UNKNOWN;
            }
            return first.equals(second) ? whenSame : whenSame.negated();
        }

        @Override
        int cost() {
            return 2 * Costs.REPORTED;
        }
    }
}
