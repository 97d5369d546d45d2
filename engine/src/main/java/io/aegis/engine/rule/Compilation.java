package io.aegis.engine.rule;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.aegis.engine.rule.Node.ListNode;
import io.aegis.engine.rule.Node.NumberNode;
import io.aegis.engine.rule.Node.ReportedMap;
import io.aegis.engine.rule.Node.ReportedNode;
import io.aegis.engine.rule.Node.TextNode;
import io.aegis.engine.rule.Node.TruthNode;
import io.aegis.engine.rule.Node.WrittenList;
import io.aegis.engine.rule.Node.Wrong;
import io.aegis.engine.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Types and translates one syntax tree, bottom up. Numbers are doubles throughout, so that {@code calls > 1.5} and
 * {@code 3 / 2 == 1.5} mean what a reader takes them for. A part that does not fit becomes {@link Wrong}, and what
 * stands around it is still checked.
 */
final class Compilation {

    private static final String REPORTED = "reported";

    private final CelSource source;
    private final Findings findings;
    private final Reads reads = new Reads();
    private final Functions functions = new Functions(this);
    private final Relations relations = new Relations(this, reads);

    Compilation(CelSource source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    Reads reads() {
        return reads;
    }

    /** The whole condition; null where something in it is wrong. */
    @Nullable
    TruthNode condition(CelExpr root) {
        Node node = node(root);
        if (node instanceof TruthNode || node instanceof ReportedNode || node instanceof Wrong) {
            return truth(root, node);
        }
        findings.add(-1, "this is " + kind(node) + ", not a condition that is true or false");
        return null;
    }

    Node wrong(CelExpr place, String message) {
        return findings.wrong(source, place, message);
    }

    Node node(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression);
            case IDENT -> name(expression);
            case SELECT -> select(expression);
            case LIST -> list(expression);
            case CALL -> call(expression);
            case NOT_SET, STRUCT, MAP, COMPREHENSION ->
                wrong(expression, "maps, messages and loops are no part of a condition");
        };
    }

    private Node constant(CelExpr expression) {
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> Logic.constant(constant.booleanValue());
            case INT64_VALUE -> new Numbers.Constant(constant.int64Value());
            case UINT64_VALUE -> new Numbers.Constant(constant.uint64Value().doubleValue());
            case DOUBLE_VALUE -> new Numbers.Constant(constant.doubleValue());
            case STRING_VALUE -> new Texts.Constant(constant.stringValue());
            case NULL_VALUE ->
                wrong(expression, "null compares with nothing; an unknown signal makes a comparison unknown by itself");
            case NOT_SET, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE ->
                wrong(expression, "only numbers, texts in quotes, true and false can stand here");
        };
    }

    private Node name(CelExpr expression) {
        String name = expression.ident().name();
        if (name.equals(REPORTED)) {
            return new ReportedMap();
        }
        Signal signal = Signal.named(name);
        if (signal == null) {
            String meant = Vocabulary.isWord(name)
                    ? "; a text stands in quotes: '" + name + "'"
                    : Spelling.didYouMean(name, Reads.signalNames());
            return wrong(expression, "there is no signal " + name + meant);
        }
        reads.read(signal);
        return switch (signal.type()) {
            case NUMBER -> new Numbers.Measured(signal);
            case FLAG -> Comparisons.of(Order.EQUAL, signal, 1);
            case TEXT -> new Texts.Measured(signal);
            case LIST -> new ListNode(signal);
        };
    }

    private Node select(CelExpr expression) {
        CelExpr operand = expression.select().operand();
        String field = expression.select().field();
        if (operand.getKind() == CelExpr.ExprKind.Kind.IDENT
                && !operand.ident().name().equals(REPORTED)) {
            String name = operand.ident().name() + "." + field;
            return wrong(operand, "there is no signal " + name + Spelling.didYouMean(name, Reads.signalNames()));
        }
        if (!(node(operand) instanceof ReportedMap)) {
            return wrong(expression, "only reported has names after a dot: reported.NAME");
        }
        reads.reported(field);
        return expression.select().testOnly() ? new Reported.Stands(field) : new ReportedNode(field);
    }

    private Node list(CelExpr expression) {
        List<Node> constants = new ArrayList<>();
        boolean fits = true;
        for (CelExpr element : expression.list().elements()) {
            Node node = node(element);
            if (node instanceof Numbers.Constant || node instanceof Texts.Constant) {
                constants.add(node);
            } else {
                fits = false;
                if (!(node instanceof Wrong)) {
                    wrong(element, "a list holds numbers or texts in quotes, not " + kind(node));
                }
            }
        }
        return fits ? new WrittenList(constants) : new Wrong();
    }

    private Node call(CelExpr expression) {
        List<CelExpr> args = expression.call().args();
        return switch (expression.call().function()) {
            case "_&&_" -> joined(args, Logic::all);
            case "_||_" -> joined(args, Logic::any);
            case "!_" -> {
                TruthNode term = truth(args.get(0), node(args.get(0)));
                yield term == null ? new Wrong() : Logic.not(term);
            }
            case "_?_:_" -> relations.choice(args);
            case "_==_" -> relations.compare(expression, Order.EQUAL);
            case "_!=_" -> relations.compare(expression, Order.NOT_EQUAL);
            case "_<_" -> relations.compare(expression, Order.LESS);
            case "_<=_" -> relations.compare(expression, Order.LESS_OR_EQUAL);
            case "_>_" -> relations.compare(expression, Order.GREATER);
            case "_>=_" -> relations.compare(expression, Order.GREATER_OR_EQUAL);
            case "@in" -> relations.in(expression);
            case "_+_" -> arithmetic(args, Numbers.Operation.PLUS);
            case "_-_" -> arithmetic(args, Numbers.Operation.MINUS);
            case "_*_" -> arithmetic(args, Numbers.Operation.TIMES);
            case "_/_" -> arithmetic(args, Numbers.Operation.DIVIDED_BY);
            case "_%_" -> arithmetic(args, Numbers.Operation.REMAINDER);
            case "-_" -> {
                NumberNode value = number(args.get(0), node(args.get(0)));
                yield value == null
                        ? new Wrong()
                        : Numbers.arithmetic(Numbers.Operation.MINUS, new Numbers.Constant(0), value);
            }
            case "_[_]" -> index(expression, args);
            default -> functions.call(expression);
        };
    }

    private Node joined(List<CelExpr> args, BiFunction<TruthNode, TruthNode, TruthNode> join) {
        TruthNode left = truth(args.get(0), node(args.get(0)));
        TruthNode right = truth(args.get(1), node(args.get(1)));
        return left == null || right == null ? new Wrong() : join.apply(left, right);
    }

    private Node arithmetic(List<CelExpr> args, Numbers.Operation operation) {
        NumberNode left = number(args.get(0), node(args.get(0)));
        NumberNode right = number(args.get(1), node(args.get(1)));
        return left == null || right == null ? new Wrong() : Numbers.arithmetic(operation, left, right);
    }

    private Node index(CelExpr expression, List<CelExpr> args) {
        if (node(args.get(0)) instanceof ReportedMap && node(args.get(1)) instanceof Texts.Constant name) {
            reads.reported(name.value);
            return new ReportedNode(name.value);
        }
        return wrong(expression, "only reported takes a name in brackets: reported['NAME']");
    }

    /** The node as a number; null where it is none, which is then told. */
    @Nullable
    NumberNode number(CelExpr place, Node node) {
        if (node instanceof NumberNode number) {
            return number;
        }
        if (node instanceof ReportedNode reported) {
            return new Numbers.Reported(reported.name);
        }
        misfit(place, node, "a number");
        return null;
    }

    /** The node as a text; null where it is none, which is then told. */
    @Nullable
    TextNode text(CelExpr place, Node node) {
        if (node instanceof TextNode text) {
            return text;
        }
        if (node instanceof ReportedNode reported) {
            return new Texts.Reported(reported.name);
        }
        misfit(place, node, "a text");
        return null;
    }

    /** The node as a truth; null where it is none, which is then told. */
    @Nullable
    TruthNode truth(CelExpr place, Node node) {
        if (node instanceof TruthNode truth) {
            return truth;
        }
        if (node instanceof ReportedNode reported) {
            return new Reported.Flag(reported.name);
        }
        misfit(place, node, "true or false");
        return null;
    }

    private void misfit(CelExpr place, Node node, String wanted) {
        if (!(node instanceof Wrong)) {
            wrong(place, "this must be " + wanted + ", and it is " + kind(node));
        }
    }

    static String kind(Node node) {
        return switch (node) {
            case NumberNode number -> "a number";
            case TextNode text -> "a text";
            case TruthNode truth -> "true or false";
            case ListNode list -> "a list";
            case WrittenList list -> "a list";
            case ReportedMap map -> "no signal without a name (reported.NAME)";
            case ReportedNode reported -> "a reported signal";
            case Wrong wrong -> "wrong";
        };
    }
}
