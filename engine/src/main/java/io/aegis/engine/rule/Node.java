package io.aegis.engine.rule;

import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a compiled condition. Nodes hold no state and are evaluated without boxing on the numeric path; unknown is
 * {@link Truth#UNKNOWN}, NaN or null, by the node's type.
 */
abstract sealed class Node {

    /** Rough price of evaluating, so that dear terms of a conjunction are looked at last. */
    abstract int cost();

    /** A part that is true, false or unknown. */
    abstract static non-sealed class TruthNode extends Node {
        abstract Truth test(Reading reading);

        /** Whether it is true; may stop sooner than {@link #test}. */
        boolean holds(Reading reading) {
            return test(reading) == Truth.TRUE;
        }

        /** What keeps it from being true until a signal of that pace has moved; null where nothing does. */
        @Nullable
        Bar bar(Pace pace) {
            return null;
        }
    }

    /** A part that is a number; NaN where unknown. */
    abstract static non-sealed class NumberNode extends Node {
        abstract double number(Reading reading);

        /** What keeps it unknown until a signal of that pace has moved; null where nothing does. */
        @Nullable
        Bar bar(Pace pace) {
            return null;
        }

        /** The value as a linear function of one signal, null where it is none. */
        @Nullable
        Line line() {
            return null;
        }
    }

    /** A part that is a text; null where unknown. */
    abstract static non-sealed class TextNode extends Node {
        abstract @Nullable String text(Reading reading);

        /** Whether only signals of that pace move it. */
        boolean movesBy(Pace pace) {
            return false;
        }

        /** All values that it can take, empty where any. */
        List<String> vocabulary() {
            return List.of();
        }
    }

    /** A list signal. */
    static final class ListNode extends Node {
        final Signal signal;

        ListNode(Signal signal) {
            this.signal = signal;
        }

        @Override
        int cost() {
            return Costs.of(signal);
        }
    }

    /** A list written out, of constants; only {@code in} and {@code size} take one. */
    static final class WrittenList extends Node {
        final List<Node> constants;

        WrittenList(List<Node> constants) {
            this.constants = List.copyOf(constants);
        }

        @Override
        int cost() {
            return 0;
        }
    }

    /** A reported signal, whose type follows from where it stands. */
    static final class ReportedNode extends Node {
        final String name;

        ReportedNode(String name) {
            this.name = name;
        }

        @Override
        int cost() {
            return Costs.REPORTED;
        }
    }

    /** The word {@code reported} alone, before a name is taken from it. */
    static final class ReportedMap extends Node {
        @Override
        int cost() {
            return 0;
        }
    }

    /** What could not be compiled; its problem is already told. */
    static final class Wrong extends Node {
        @Override
        int cost() {
            return 0;
        }
    }
}
