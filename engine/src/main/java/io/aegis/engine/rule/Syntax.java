package io.aegis.engine.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a condition as a tree, by CEL's own grammar. Loops are not part of it: no macro but {@code has}. */
final class Syntax {

    static final int SOURCE_CODE_POINTS_MAX = 2_000;
    private static final int DEPTH_MAX = 32;
    private static final int NODES_MAX = 300;
    private static final int PROBLEMS_MAX = 5;

    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setStandardMacros(CelStandardMacro.HAS)
            .setOptions(CelOptions.current()
                    .maxExpressionCodePointSize(SOURCE_CODE_POINTS_MAX)
                    .maxParseRecursionDepth(DEPTH_MAX)
                    .maxParseExpressionNodeCount(NODES_MAX)
                    .maxParseErrorRecoveryLimit(PROBLEMS_MAX)
                    .build())
            .build();

    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous) input '(.*)' expecting .*", Pattern.DOTALL);
    private static final Pattern UNREADABLE = Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);

    private Syntax() {}

    /** Null where it cannot be read; the problems are then among the findings. */
    static @Nullable CelAbstractSyntaxTree parse(String source, Findings findings) {
        CelValidationResult result = PARSER.parse(source);
        if (!result.hasError()) {
            try {
                return result.getAst();
            } catch (CelValidationException e) {
                findings.add(-1, String.valueOf(e.getMessage()));
                return null;
            }
        }
        for (CelIssue issue : result.getErrors()) {
            int offset = result.getSource()
                    .getLocationOffset(issue.getSourceLocation())
                    .orElse(-1);
            findings.add(offset, inPlainWords(issue.getMessage()));
        }
        return null;
    }

    private static String inPlainWords(String message) {
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return switch (unexpected.group(1).toLowerCase(Locale.ROOT)) {
                case "<eof>" -> "the condition ends too early";
                case "and" -> "'" + unexpected.group(1) + "' is written &&";
                case "or" -> "'" + unexpected.group(1) + "' is written ||";
                case "not" -> "'" + unexpected.group(1) + "' is written !";
                default -> "'" + unexpected.group(1) + "' does not fit here";
            };
        }
        Matcher unreadable = UNREADABLE.matcher(message);
        if (unreadable.matches()) {
            String token = unreadable.group(1).strip();
            return switch (token) {
                case "=" -> "'=' compares nothing; write == for equal";
                case "&" -> "'&' is written &&";
                case "|" -> "'|' is written ||";
                default ->
                    "'" + token + "' cannot be read" + (token.startsWith("'") ? "; the quote is not closed" : "");
            };
        }
        if (message.contains("recursion limit")) {
            return "the condition nests deeper than " + DEPTH_MAX + " levels; split it into several rules";
        }
        if (message.contains("code point size")) {
            return "the condition is longer than " + SOURCE_CODE_POINTS_MAX
                    + " characters; split it into several rules";
        }
        if (message.contains("node count") || message.contains("node limit")) {
            return "the condition has more than " + NODES_MAX + " parts; split it into several rules";
        }
        if (message.contains("has() macro")) {
            return "has() asks for a reported signal: has(reported.NAME)";
        }
        return message;
    }
}
