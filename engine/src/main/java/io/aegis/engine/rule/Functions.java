package io.aegis.engine.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import io.aegis.engine.rule.Node.ListNode;
import io.aegis.engine.rule.Node.NumberNode;
import io.aegis.engine.rule.Node.ReportedNode;
import io.aegis.engine.rule.Node.TextNode;
import io.aegis.engine.rule.Node.WrittenList;
import io.aegis.engine.rule.Node.Wrong;
import io.aegis.engine.rule.Texts.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** The functions that a condition may call; each does bounded work. */
final class Functions {

    private static final List<String> NAMES =
            List.of("startsWith", "endsWith", "contains", "matches", "size", "double", "has");
    private static final int PATTERN_CHARACTERS_MAX = 200;
    private static final int PATTERN_REPEATS_MAX = 1_000;
    private static final java.util.regex.Pattern REPEAT = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    private final Compilation compilation;

    Functions(Compilation compilation) {
        this.compilation = compilation;
    }

    Node call(CelExpr expression) {
        List<CelExpr> args = new ArrayList<>();
        expression.call().target().ifPresent(args::add);
        args.addAll(expression.call().args());
        String name = expression.call().function();
        return switch (name) {
            case "startsWith" -> asked(expression, args, Question.STARTS_WITH);
            case "endsWith" -> asked(expression, args, Question.ENDS_WITH);
            case "contains" -> asked(expression, args, Question.CONTAINS);
            case "matches" -> matches(expression, args);
            case "size" -> size(expression, args);
            case "double" -> {
                NumberNode number =
                        args.size() == 1 ? compilation.number(args.get(0), compilation.node(args.get(0))) : null;
                yield number != null ? number : args.size() == 1 ? new Wrong() : arity(expression, 1);
            }
            case "all", "exists", "exists_one", "map", "filter" ->
                compilation.wrong(
                        expression, name + " is a loop, and conditions have none; for membership write 'a' in tags");
            default -> compilation.wrong(expression, "there is no function " + name + Spelling.didYouMean(name, NAMES));
        };
    }

    private Node arity(CelExpr expression, int wanted) {
        return compilation.wrong(
                expression,
                expression.call().function() + " takes " + wanted + (wanted == 1 ? " argument" : " arguments"));
    }

    private Node asked(CelExpr expression, List<CelExpr> args, Question question) {
        if (args.size() != 2) {
            return arity(expression, 1);
        }
        TextNode text = compilation.text(args.get(0), compilation.node(args.get(0)));
        TextNode part = compilation.text(args.get(1), compilation.node(args.get(1)));
        return text == null || part == null ? new Wrong() : new Texts.Asked(question, text, part);
    }

    private Node size(CelExpr expression, List<CelExpr> args) {
        if (args.size() != 1) {
            return arity(expression, 1);
        }
        return switch (compilation.node(args.get(0))) {
            case ListNode list -> new Numbers.Count(list.signal);
            case WrittenList list -> new Numbers.Constant(list.constants.size());
            case TextNode text -> new Numbers.Length(text);
            case ReportedNode reported -> new Numbers.Length(new Texts.Reported(reported.name));
            case Wrong wrong -> wrong;
            case Node other ->
                compilation.wrong(args.get(0), "size counts a text or a list, not " + Compilation.kind(other));
        };
    }

    private Node matches(CelExpr expression, List<CelExpr> args) {
        if (args.size() != 2) {
            return arity(expression, 1);
        }
        TextNode text = compilation.text(args.get(0), compilation.node(args.get(0)));
        Node pattern = compilation.node(args.get(1));
        if (pattern instanceof Wrong) {
            return pattern;
        }
        if (!(pattern instanceof Texts.Constant constant)) {
            return compilation.wrong(args.get(1), "the pattern must be a text in quotes");
        }
        if (constant.value.length() > PATTERN_CHARACTERS_MAX || repeats(constant.value) > PATTERN_REPEATS_MAX) {
            return compilation.wrong(
                    args.get(1),
                    "the pattern is too large; at most " + PATTERN_CHARACTERS_MAX + " characters and "
                            + PATTERN_REPEATS_MAX + " repeats");
        }
        try {
            Pattern compiled = Pattern.compile(constant.value);
            return text == null ? new Wrong() : new Texts.Matches(text, compiled);
        } catch (PatternSyntaxException e) {
            return compilation.wrong(args.get(1), "the pattern cannot be read: " + e.getDescription());
        }
    }

    /** Upper bound of how often counted repeats multiply a part when they are nested. */
    private static double repeats(String pattern) {
        double product = 1;
        Matcher repeat = REPEAT.matcher(pattern);
        while (repeat.find()) {
            String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
            product *= Math.max(1, Double.parseDouble(most));
        }
        return product;
    }
}
