package io.aegis.simulator.world;

import java.util.List;

/** What a company does on entering a state of its story. */
sealed interface Act {

    /** Signs up: a customer record, no subscription. */
    record SignUp() implements Act {}

    record StartTrial(Span length) implements Act {}

    /** @param test for the test environment */
    record IssueKey(boolean test) implements Act {}

    /** Fails in this way from now on. */
    record Fail(String cause, Span length) implements Act {}

    /** Makes its first call now and goes on calling. */
    record Call() implements Act {}

    /** The rate of use moves by a factor; the cause is one of those named. */
    record Move(double low, double high, Span over, List<String> causes) implements Act {
        public Move {
            causes = List.copyOf(causes);
        }
    }

    /** The rate of use goes back to the usual one. */
    record Return(Span over) implements Act {}

    /** The present rate of use has become the usual one. */
    record Settle() implements Act {}

    /** A trial becomes a paid plan. */
    record Convert() implements Act {}

    /** One tier up. */
    record Upgrade() implements Act {}

    record Cancel() implements Act {}

    record Stop() implements Act {}

    record FailPayment() implements Act {}

    record Pay() implements Act {}

    /** Limits of a duration, drawn on a logarithmic scale. */
    record Span(long lowMillis, long highMillis) {
        long draw(Stream stream) {
            return stream.millis(lowMillis, highMillis);
        }
    }
}
