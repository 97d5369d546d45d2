package io.aegis.codec.rule;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Finds where a character of a scalar's value stands in the file: values are read without quotes, escapes, indentation
 * and line breaks, and a problem within a condition should point at what was written.
 *
 * @param line 1-based
 * @param column 1-based
 */
record ScalarPlace(int line, int column) {

    /** @param offset 0-based, in code points of the value */
    static ScalarPlace of(ScalarNode scalar, String file, int offset) {
        Mark start = scalar.getStartMark().orElseThrow();
        int[] raw = file.codePoints().toArray();
        int[] value = scalar.getValue().codePoints().toArray();
        ScalarStyle style = scalar.getScalarStyle();
        int at = afterOpening(raw, start.getIndex(), style);
        for (int i = 0; i < Math.min(offset, value.length); i++) {
            at = after(raw, aligned(raw, at, value[i]), value[i], style);
        }
        at = offset < value.length ? aligned(raw, at, value[offset]) : at;
        return in(raw, Math.min(at, raw.length));
    }

    private static int afterOpening(int[] raw, int start, ScalarStyle style) {
        return switch (style) {
            case PLAIN -> start;
            case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
            case LITERAL, FOLDED, JSON_SCALAR_STYLE -> {
                int at = start;
                while (at < raw.length && raw[at] != '\n') {
                    at++;
                }
                yield at;
            }
        };
    }

    /** Skips indentation and line breaks that are no part of the value. */
    private static int aligned(int[] raw, int from, int wanted) {
        int at = from;
        while (at < raw.length && Character.isWhitespace(raw[at]) && raw[at] != wanted) {
            at++;
        }
        return at;
    }

    private static int after(int[] raw, int at, int value, ScalarStyle style) {
        if (at >= raw.length) {
            return at;
        }
        boolean folded = Character.isWhitespace(value) && !Character.isWhitespace(raw[at]);
        if (folded) {
            return at;
        }
        if (style == ScalarStyle.SINGLE_QUOTED && raw[at] == '\'') {
            return at + 2;
        }
        if (style == ScalarStyle.DOUBLE_QUOTED && raw[at] == '\\' && at + 1 < raw.length) {
            return at
                    + switch (raw[at + 1]) {
                        case 'x' -> 4;
                        case 'u' -> 6;
                        case 'U' -> 10;
                        default -> 2;
                    };
        }
        return at + 1;
    }

    private static ScalarPlace in(int[] raw, int at) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            if (raw[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new ScalarPlace(line, column);
    }
}
