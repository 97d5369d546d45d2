package io.aegis.engine.rule;

import io.aegis.engine.rule.Node.NumberNode;
import io.aegis.engine.rule.Node.TruthNode;
import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import org.jspecify.annotations.Nullable;

/** Comparisons of numbers. One of a signal with a constant is a single node: most conditions consist of those. */
final class Comparisons {

    private Comparisons() {}

    static TruthNode of(Order order, Signal signal, double limit) {
        return switch (order) {
            case EQUAL -> new Equal(signal, limit, Truth.TRUE);
            case NOT_EQUAL -> new Equal(signal, limit, Truth.FALSE);
            case LESS -> new Less(signal, limit);
            case LESS_OR_EQUAL -> new LessOrEqual(signal, limit);
            case GREATER -> new Greater(signal, limit);
            case GREATER_OR_EQUAL -> new GreaterOrEqual(signal, limit);
        };
    }

    /** The general case: two computed numbers. */
    static final class Computed extends TruthNode {
        private final Order order;
        private final NumberNode left;
        private final NumberNode right;

        Computed(Order order, NumberNode left, NumberNode right) {
            this.order = order;
            this.left = left;
            this.right = right;
        }

        @Override
        Truth test(Reading reading) {
            return order.compare(left.number(reading), right.number(reading));
        }

        @Override
        @Nullable
        Bar bar(Pace pace) {
            return Bar.either(left.bar(pace), right.bar(pace));
        }

        @Override
        int cost() {
            return left.cost() + right.cost();
        }
    }

    private abstract static class SignalLimit extends TruthNode {
        final Signal signal;
        final double limit;

        SignalLimit(Signal signal, double limit) {
            this.signal = signal;
            this.limit = limit;
        }

        @Override
        final @Nullable Bar bar(Pace pace) {
            if (pace.moves(signal)) {
                return this::holds;
            }
            if (signal.onlyGrows()) {
                return reading -> holds(reading) || !isBehind(reading.number(signal));
            }
            if (pace.lifts(signal) && isUpward()) {
                return this::holdsOrIsUnknown;
            }
            if (pace.raises(signal) && !mayBeZero()) {
                return reading -> reading.number(signal) != 0;
            }
            return signal.isKnownByFact() ? reading -> !Double.isNaN(reading.number(signal)) : null;
        }

        private boolean holdsOrIsUnknown(Reading reading) {
            return test(reading) != Truth.FALSE;
        }

        /** Whether no smaller value passes where one does not. */
        boolean isUpward() {
            return false;
        }

        /** Whether zero passes, or may. */
        boolean mayBeZero() {
            return true;
        }

        /** Whether no larger value passes either. */
        boolean isBehind(double value) {
            return false;
        }

        @Override
        final int cost() {
            return Costs.of(signal);
        }
    }

    // Each test asks for the answer and for its opposite: NaN fails both.

    private static final class Greater extends SignalLimit {
        Greater(Signal signal, double limit) {
            super(signal, limit);
        }

        @Override
        Truth test(Reading reading) {
            double value = reading.number(signal);
            return value > limit ? Truth.TRUE : value <= limit ? Truth.FALSE : Truth.UNKNOWN;
        }

        @Override
        boolean isUpward() {
            return true;
        }

        @Override
        boolean mayBeZero() {
            return limit < 0;
        }
    }

    private static final class GreaterOrEqual extends SignalLimit {
        GreaterOrEqual(Signal signal, double limit) {
            super(signal, limit);
        }

        @Override
        Truth test(Reading reading) {
            double value = reading.number(signal);
            return value >= limit ? Truth.TRUE : value < limit ? Truth.FALSE : Truth.UNKNOWN;
        }

        @Override
        boolean isUpward() {
            return true;
        }

        @Override
        boolean mayBeZero() {
            return limit <= 0;
        }
    }

    private static final class Less extends SignalLimit {
        Less(Signal signal, double limit) {
            super(signal, limit);
        }

        @Override
        Truth test(Reading reading) {
            double value = reading.number(signal);
            return value < limit ? Truth.TRUE : value >= limit ? Truth.FALSE : Truth.UNKNOWN;
        }

        @Override
        boolean isBehind(double value) {
            return value >= limit;
        }
    }

    private static final class LessOrEqual extends SignalLimit {
        LessOrEqual(Signal signal, double limit) {
            super(signal, limit);
        }

        @Override
        Truth test(Reading reading) {
            double value = reading.number(signal);
            return value <= limit ? Truth.TRUE : value > limit ? Truth.FALSE : Truth.UNKNOWN;
        }

        @Override
        boolean isBehind(double value) {
            return value > limit;
        }
    }

    private static final class Equal extends SignalLimit {
        private final Truth whenEqual;

        Equal(Signal signal, double limit, Truth whenEqual) {
            super(signal, limit);
            this.whenEqual = whenEqual;
        }

        @Override
        Truth test(Reading reading) {
            double value = reading.number(signal);
            if (Double.isNaN(value)) {
                return Truth.UNKNOWN;
            }
            return value == limit ? whenEqual : whenEqual.negated();
        }

        @Override
        boolean isUpward() {
            return signal.type() == Signal.Type.FLAG && whenEqual == Truth.TRUE && limit == 1;
        }

        @Override
        boolean isBehind(double value) {
            return whenEqual == Truth.TRUE && value > limit;
        }
    }
}
