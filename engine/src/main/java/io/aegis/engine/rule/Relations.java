package io.aegis.engine.rule;

import dev.cel.common.ast.CelExpr;
import io.aegis.engine.rule.Node.ListNode;
import io.aegis.engine.rule.Node.NumberNode;
import io.aegis.engine.rule.Node.ReportedNode;
import io.aegis.engine.rule.Node.TextNode;
import io.aegis.engine.rule.Node.TruthNode;
import io.aegis.engine.rule.Node.WrittenList;
import io.aegis.engine.rule.Node.Wrong;
import io.aegis.engine.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what brings two parts to one type: comparisons, {@code in} and choices. */
final class Relations {

    private final Compilation compilation;
    private final Reads reads;

    Relations(Compilation compilation, Reads reads) {
        this.compilation = compilation;
        this.reads = reads;
    }

    Node compare(CelExpr expression, Order order) {
        CelExpr leftPlace = expression.call().args().get(0);
        CelExpr rightPlace = expression.call().args().get(1);
        Node left = compilation.node(leftPlace);
        Node right = compilation.node(rightPlace);
        if (left instanceof Wrong || right instanceof Wrong) {
            return new Wrong();
        }
        if (left instanceof ReportedNode a && right instanceof ReportedNode b && order.equality()) {
            return new Reported.Same(a.name, b.name, order == Order.EQUAL);
        }
        Class<? extends Node> type = typeOf(left, right);
        if (!fits(left, type) || !fits(right, type)) {
            return compilation.wrong(
                    expression,
                    Compilation.kind(left) + " cannot be compared with " + Compilation.kind(right) + " by "
                            + order.sign());
        }
        if (type == NumberNode.class) {
            return numbers(order, compilation.number(leftPlace, left), compilation.number(rightPlace, right));
        }
        if (!order.equality()) {
            return compilation.wrong(
                    expression, "only numbers have an order; for texts write == or, for several, in ['a', 'b']");
        }
        if (type == TextNode.class) {
            return texts(expression, order, compilation.text(leftPlace, left), compilation.text(rightPlace, right));
        }
        TruthNode first = compilation.truth(leftPlace, left);
        TruthNode second = compilation.truth(rightPlace, right);
        return first == null || second == null ? new Wrong() : new Logic.Same(first, second, order == Order.EQUAL);
    }

    /** The type that both sides must have, as the one that says it says. */
    private static Class<? extends Node> typeOf(Node left, Node right) {
        for (Node node : List.of(left, right)) {
            if (node instanceof TextNode) {
                return TextNode.class;
            }
            if (node instanceof TruthNode) {
                return TruthNode.class;
            }
        }
        return NumberNode.class;
    }

    private static boolean fits(Node node, Class<? extends Node> type) {
        return type.isInstance(node) || node instanceof ReportedNode;
    }

    private Node numbers(Order order, @Nullable NumberNode left, @Nullable NumberNode right) {
        if (left == null || right == null) {
            return new Wrong();
        }
        threshold(left, right);
        if (left instanceof Numbers.Constant limit && right instanceof Numbers.Measured measured) {
            return Comparisons.of(order.mirrored(), measured.signal, limit.value);
        }
        if (right instanceof Numbers.Constant limit && left instanceof Numbers.Measured measured) {
            return Comparisons.of(order, measured.signal, limit.value);
        }
        return new Comparisons.Computed(order, left, right);
    }

    /** Notes where one signal's value decides the comparison. */
    private void threshold(NumberNode left, NumberNode right) {
        Line first = left.line();
        Line second = right.line();
        if (first == null || second == null) {
            return;
        }
        Line difference = Numbers.Operation.MINUS.apply(first, second);
        if (difference == null) {
            return;
        }
        Signal signal = difference.signal();
        if (signal != null && difference.factor() != 0) {
            double value = -difference.offset() / difference.factor();
            reads.compared(signal, List.of(value == 0 ? 0.0 : value));
        }
    }

    private Node texts(CelExpr expression, Order order, @Nullable TextNode left, @Nullable TextNode right) {
        if (left == null || right == null) {
            return new Wrong();
        }
        if (left instanceof Texts.Constant constant && !known(constant.value, right)) {
            return neverSo(expression, constant.value, right);
        }
        if (right instanceof Texts.Constant constant && !known(constant.value, left)) {
            return neverSo(expression, constant.value, left);
        }
        return new Texts.Equal(left, right, order == Order.EQUAL);
    }

    private static boolean known(String value, TextNode text) {
        return text.vocabulary().isEmpty() || text.vocabulary().contains(value);
    }

    private Node neverSo(CelExpr expression, String value, TextNode text) {
        return compilation.wrong(
                expression,
                "it is never '" + value + "'; it is one of " + String.join(", ", text.vocabulary())
                        + Vocabulary.didYouMean(value, text.vocabulary()));
    }

    Node in(CelExpr expression) {
        CelExpr place = expression.call().args().get(0);
        Node sought = compilation.node(place);
        Node list = compilation.node(expression.call().args().get(1));
        if (sought instanceof Wrong || list instanceof Wrong) {
            return new Wrong();
        }
        if (list instanceof ListNode signal) {
            TextNode text = signal.signal == Signal.FAILING_STATUSES && sought instanceof Numbers.Constant status
                    ? new Texts.Constant(status.asText())
                    : compilation.text(place, sought);
            return text == null ? new Wrong() : new Texts.InList(text, signal.signal);
        }
        if (list instanceof WrittenList written) {
            return inWritten(expression, place, sought, written);
        }
        return compilation.wrong(
                expression, "in looks into a list, as tags or ['a', 'b'], and this is " + Compilation.kind(list));
    }

    private Node inWritten(CelExpr expression, CelExpr place, Node sought, WrittenList written) {
        List<String> texts = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        for (Node constant : written.constants) {
            if (constant instanceof Texts.Constant text) {
                texts.add(text.value);
            } else if (constant instanceof Numbers.Constant number) {
                numbers.add(number.value);
            }
        }
        if (texts.isEmpty() == numbers.isEmpty()) {
            return compilation.wrong(
                    expression, texts.isEmpty() ? "the list is empty" : "the list mixes numbers and texts");
        }
        if (numbers.isEmpty()) {
            return inTexts(expression, compilation.text(place, sought), texts);
        }
        NumberNode number = compilation.number(place, sought);
        if (number == null) {
            return new Wrong();
        }
        if (number instanceof Numbers.Measured measured) {
            reads.compared(measured.signal, numbers);
        }
        return numbers.stream()
                .<TruthNode>map(value -> new Comparisons.Computed(Order.EQUAL, number, new Numbers.Constant(value)))
                .reduce(Logic::any)
                .orElseThrow();
    }

    private Node inTexts(CelExpr expression, @Nullable TextNode text, List<String> values) {
        if (text == null) {
            return new Wrong();
        }
        for (String value : values) {
            if (!known(value, text)) {
                return neverSo(expression, value, text);
            }
        }
        return new Texts.OneOf(text, values);
    }

    /** {@code test ? then : otherwise}. */
    Node choice(List<CelExpr> args) {
        TruthNode test = compilation.truth(args.get(0), compilation.node(args.get(0)));
        Node then = compilation.node(args.get(1));
        Node otherwise = compilation.node(args.get(2));
        if (test == null || then instanceof Wrong || otherwise instanceof Wrong) {
            return new Wrong();
        }
        Class<? extends Node> type = typeOf(then, otherwise);
        if (type == TextNode.class) {
            TextNode a = compilation.text(args.get(1), then);
            TextNode b = compilation.text(args.get(2), otherwise);
            return a == null || b == null ? new Wrong() : new Texts.Choice(test, a, b);
        }
        if (type == TruthNode.class) {
            TruthNode a = compilation.truth(args.get(1), then);
            TruthNode b = compilation.truth(args.get(2), otherwise);
            return a == null || b == null ? new Wrong() : new Logic.Choice(test, a, b);
        }
        NumberNode a = compilation.number(args.get(1), then);
        NumberNode b = compilation.number(args.get(2), otherwise);
        return a == null || b == null ? new Wrong() : new Numbers.Choice(test, a, b);
    }
}
