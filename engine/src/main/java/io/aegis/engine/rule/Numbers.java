package io.aegis.engine.rule;

import io.aegis.engine.rule.Node.NumberNode;
import io.aegis.engine.rule.Node.TextNode;
import io.aegis.engine.rule.Node.TruthNode;
import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import org.jspecify.annotations.Nullable;

/** Parts that are numbers: constants, signals and arithmetic. All are doubles; what cannot be worked out is NaN. */
final class Numbers {

    private Numbers() {}

    static final class Constant extends NumberNode {
        final double value;

        Constant(double value) {
            this.value = value;
        }

        /** As it stands in a list of texts: a status, which is whole. */
        String asText() {
            return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
        }

        @Override
        double number(Reading reading) {
            return value;
        }

        @Override
        Line line() {
            return new Line(null, 0, value);
        }

        @Override
        int cost() {
            return 0;
        }
    }

    static final class Measured extends NumberNode {
        final Signal signal;

        Measured(Signal signal) {
            this.signal = signal;
        }

        @Override
        double number(Reading reading) {
            return reading.number(signal);
        }

        @Override
        @Nullable
        Bar bar(Pace pace) {
            return pace.moves(signal) ? reading -> !Double.isNaN(reading.number(signal)) : null;
        }

        @Override
        Line line() {
            return new Line(signal, 1, 0);
        }

        @Override
        int cost() {
            return Costs.of(signal);
        }
    }

    /** A reported signal read as a number; unknown where it is something else. */
    static final class Reported extends NumberNode {
        private final String name;

        Reported(String name) {
            this.name = name;
        }

        @Override
        double number(Reading reading) {
            return reading.reported(name) instanceof Double value ? value : Double.NaN;
        }

        @Override
        int cost() {
            return Costs.REPORTED;
        }
    }

    static final class Choice extends NumberNode {
        private final TruthNode test;
        private final NumberNode then;
        private final NumberNode otherwise;

        Choice(TruthNode test, NumberNode then, NumberNode otherwise) {
            this.test = test;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        double number(Reading reading) {
            return switch (test.test(reading)) {
                case TRUE -> then.number(reading);
                case FALSE -> otherwise.number(reading);
                case UNKNOWN -> Double.NaN;
            };
        }

        @Override
        int cost() {
            return test.cost() + Math.max(then.cost(), otherwise.cost());
        }
    }

    /** Length of a text in code points. */
    static final class Length extends NumberNode {
        private final TextNode text;

        Length(TextNode text) {
            this.text = text;
        }

        @Override
        double number(Reading reading) {
            String value = text.text(reading);
            return value == null ? Double.NaN : value.codePointCount(0, value.length());
        }

        @Override
        int cost() {
            return text.cost() + 1;
        }
    }

    /** Length of a list signal. */
    static final class Count extends NumberNode {
        private final Signal signal;

        Count(Signal signal) {
            this.signal = signal;
        }

        @Override
        double number(Reading reading) {
            return reading.list(signal).size();
        }

        @Override
        int cost() {
            return Costs.of(signal);
        }
    }

    static NumberNode arithmetic(Operation operation, NumberNode left, NumberNode right) {
        if (left instanceof Constant a && right instanceof Constant b) {
            return new Constant(operation.apply(a.value, b.value));
        }
        return new Arithmetic(operation, left, right);
    }

    /** Two-sided arithmetic. Division and remainder by zero are unknown, for no customer's number is infinite. */
    enum Operation {
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
        REMAINDER;

        double apply(double left, double right) {
            return switch (this) {
                case PLUS -> left + right;
                case MINUS -> left - right;
                case TIMES -> left * right;
                case DIVIDED_BY -> right == 0 ? Double.NaN : left / right;
                case REMAINDER -> left % right;
            };
        }

        @Nullable
        Line apply(Line left, Line right) {
            Signal signal = left.signal() == null ? right.signal() : left.signal();
            if (left.signal() != null && right.signal() != null) {
                return null;
            }
            return switch (this) {
                case PLUS -> new Line(signal, left.factor() + right.factor(), left.offset() + right.offset());
                case MINUS -> new Line(signal, left.factor() - right.factor(), left.offset() - right.offset());
                case TIMES ->
                    new Line(
                            signal,
                            left.factor() * right.offset() + right.factor() * left.offset(),
                            left.offset() * right.offset());
                case DIVIDED_BY ->
                    right.signal() != null || right.offset() == 0
                            ? null
                            : new Line(signal, left.factor() / right.offset(), left.offset() / right.offset());
                case REMAINDER -> null;
            };
        }
    }

    private static final class Arithmetic extends NumberNode {
        private final Operation operation;
        private final NumberNode left;
        private final NumberNode right;

        Arithmetic(Operation operation, NumberNode left, NumberNode right) {
            this.operation = operation;
            this.left = left;
            this.right = right;
        }

        @Override
        double number(Reading reading) {
            return operation.apply(left.number(reading), right.number(reading));
        }

        @Override
        @Nullable
        Bar bar(Pace pace) {
            return Bar.either(left.bar(pace), right.bar(pace));
        }

        @Override
        @Nullable
        Line line() {
            Line first = left.line();
            Line second = right.line();
            return first == null || second == null ? null : operation.apply(first, second);
        }

        @Override
        int cost() {
            return left.cost() + right.cost() + 1;
        }
    }
}
