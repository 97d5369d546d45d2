package io.aegis.engine.rule;

import com.google.re2j.Pattern;
import io.aegis.engine.rule.Node.TextNode;
import io.aegis.engine.rule.Node.TruthNode;
import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts that are texts, and what is asked of them. An unknown text is null and makes every answer unknown. */
final class Texts {

    private Texts() {}

    static final class Constant extends TextNode {
        final String value;

        Constant(String value) {
            this.value = value;
        }

        @Override
        String text(Reading reading) {
            return value;
        }

        @Override
        boolean movesBy(Pace pace) {
            return true;
        }

        @Override
        int cost() {
            return 0;
        }
    }

    static final class Measured extends TextNode {
        private final Signal signal;

        Measured(Signal signal) {
            this.signal = signal;
        }

        @Override
        @Nullable
        String text(Reading reading) {
            return reading.text(signal);
        }

        @Override
        boolean movesBy(Pace pace) {
            return pace.moves(signal);
        }

        @Override
        List<String> vocabulary() {
            return Vocabulary.of(signal);
        }

        @Override
        int cost() {
            return Costs.of(signal);
        }
    }

    /** A reported signal read as a text; unknown where it is something else. */
    static final class Reported extends TextNode {
        private final String name;

        Reported(String name) {
            this.name = name;
        }

        @Override
        @Nullable
        String text(Reading reading) {
            return reading.reported(name) instanceof String value ? value : null;
        }

        @Override
        int cost() {
            return Costs.REPORTED;
        }
    }

    static final class Choice extends TextNode {
        private final TruthNode test;
        private final TextNode then;
        private final TextNode otherwise;

        Choice(TruthNode test, TextNode then, TextNode otherwise) {
            this.test = test;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        @Nullable
        String text(Reading reading) {
            return switch (test.test(reading)) {
                case TRUE -> then.text(reading);
                case FALSE -> otherwise.text(reading);
                case UNKNOWN -> null;
            };
        }

        @Override
        int cost() {
            return test.cost() + Math.max(then.cost(), otherwise.cost());
        }
    }

    /** {@code ==} and {@code !=}. */
    static final class Equal extends TruthNode {
        private final TextNode left;
        private final TextNode right;
        private final Truth whenEqual;

        Equal(TextNode left, TextNode right, boolean wanted) {
            this.left = left;
            this.right = right;
            this.whenEqual = Truth.of(wanted);
        }

        @Override
        Truth test(Reading reading) {
            String first = left.text(reading);
            String second = right.text(reading);
            if (first == null || second == null) {
                return Truth.UNKNOWN;
            }
            return first.equals(second) ? whenEqual : whenEqual.negated();
        }

        @Override
        @Nullable
        Bar bar(Pace pace) {
            return left.movesBy(pace) && right.movesBy(pace) ? this::holds : null;
        }

        @Override
        int cost() {
            return left.cost() + right.cost();
        }
    }

    /** A text against a list written out. */
    static final class OneOf extends TruthNode {
        private final TextNode text;
        private final String[] values;

        OneOf(TextNode text, List<String> values) {
            this.text = text;
            this.values = new ArrayList<>(values).toArray(String[]::new);
        }

        @Override
        Truth test(Reading reading) {
            String value = text.text(reading);
            if (value == null) {
                return Truth.UNKNOWN;
            }
            for (String each : values) {
                if (each.equals(value)) {
                    return Truth.TRUE;
                }
            }
            return Truth.FALSE;
        }

        @Override
        @Nullable
        Bar bar(Pace pace) {
            return text.movesBy(pace) ? this::holds : null;
        }

        @Override
        int cost() {
            return text.cost() + 1;
        }
    }

    /** A text against a list signal. */
    static final class InList extends TruthNode {
        private final TextNode text;
        private final Signal list;

        InList(TextNode text, Signal list) {
            this.text = text;
            this.list = list;
        }

        @Override
        Truth test(Reading reading) {
            String value = text.text(reading);
            return value == null ? Truth.UNKNOWN : Truth.of(reading.list(list).contains(value));
        }

        @Override
        int cost() {
            return text.cost() + Costs.of(list);
        }
    }

    /** What can be asked of a text with another. */
    enum Question {
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS
    }

    static final class Asked extends TruthNode {
        private final Question question;
        private final TextNode text;
        private final TextNode part;

        Asked(Question question, TextNode text, TextNode part) {
            this.question = question;
            this.text = text;
            this.part = part;
        }

        @Override
        Truth test(Reading reading) {
            String value = text.text(reading);
            String wanted = part.text(reading);
            if (value == null || wanted == null) {
                return Truth.UNKNOWN;
            }
            return Truth.of(
                    switch (question) {
                        case STARTS_WITH -> value.startsWith(wanted);
                        case ENDS_WITH -> value.endsWith(wanted);
                        case CONTAINS -> value.contains(wanted);
                    });
        }

        @Override
        int cost() {
            return text.cost() + part.cost() + 2;
        }
    }

    /**
     * A regular expression found anywhere in the text, in linear time (RE2). That is still microseconds, and the same few
     * texts are asked for again and again: what they gave is kept.
     */
    static final class Matches extends TruthNode {
        private static final int COST = 100;
        /** A power of two; a text takes the place of another. */
        private static final int KEPT_MAX = 1_024;

        private final TextNode text;
        private final Pattern pattern;
        private final @Nullable Known[] kept = new Known[KEPT_MAX];

        private record Known(String text, Truth found) {}

        Matches(TextNode text, Pattern pattern) {
            this.text = text;
            this.pattern = pattern;
        }

        @Override
        Truth test(Reading reading) {
            String value = text.text(reading);
            if (value == null) {
                return Truth.UNKNOWN;
            }
            int hash = value.hashCode();
            int place = (hash ^ hash >>> 16) & KEPT_MAX - 1;
            Known known = kept[place];
            if (known == null || !known.text.equals(value)) {
                known = new Known(value, Truth.of(pattern.matcher(value).find()));
                kept[place] = known;
            }
            return known.found;
        }

        @Override
        int cost() {
            return text.cost() + COST;
        }
    }
}
