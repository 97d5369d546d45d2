package io.aegis.engine.intervention;

import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Signal;
import io.aegis.engine.signal.Wilson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many of how many calls fail, in the words that open an intervention of errors. */
record FailingShare(double rate, long calls, @Nullable String span) {

    /** A window of fewer calls tells nothing beside the latest calls. */
    private static final int CALLS_MIN = 5;
    /** A window of as many calls is told of, unless it shows less than a third of what the latest calls do. */
    private static final int CALLS_ENOUGH = 10;

    private static final int LITTLE = 3;

    /** A window of fixed length. */
    private record Fixed(Signal rate, Signal calls, String span) {}

    private static final List<Fixed> FIXED = List.of(
            new Fixed(Signal.ERROR_RATE_5M, Signal.CALLS_5M, "5m"),
            new Fixed(Signal.ERROR_RATE_15M, Signal.CALLS_15M, "15m"),
            new Fixed(Signal.ERROR_RATE_1H, Signal.CALLS_1H, "1h"),
            new Fixed(Signal.ERROR_RATE_24H, Signal.CALLS_24H, "24h"));

    /**
     * Of the windows that a rule reads the one that shows most against chance. Where a rule reads evidence and its
     * windows show little of what the latest calls do, these: it is they that opened it.
     */
    static FailingShare of(CompiledRule rule, Measures m) {
        FailingShare window = windows(rule, m).stream()
                .max(Comparator.comparingDouble(FailingShare::atLeast))
                .orElseGet(() -> adaptive(m));
        Measures.Trouble trouble = rule.reads(Signal.ERROR_EVIDENCE) ? m.trouble() : null;
        if (trouble == null) {
            return window;
        }
        FailingShare latest = new FailingShare((double) trouble.errors() / trouble.calls(), trouble.calls(), null);
        boolean little = window.calls < CALLS_ENOUGH || LITTLE * window.rate < latest.rate;
        return Double.isNaN(window.rate) || little && latest.atLeast() > window.atLeast() ? latest : window;
    }

    private static List<FailingShare> windows(CompiledRule rule, Measures m) {
        List<FailingShare> windows = new ArrayList<>();
        if (rule.reads(Signal.ERROR_RATE)) {
            windows.add(adaptive(m));
        }
        for (Fixed fixed : FIXED) {
            if (rule.reads(fixed.rate)) {
                windows.add(new FailingShare(m.number(fixed.rate), (long) m.number(fixed.calls), fixed.span));
            }
        }
        boolean evidence = rule.reads(Signal.ERROR_EVIDENCE);
        windows.removeIf(window -> Double.isNaN(window.rate) || evidence && window.calls < CALLS_MIN);
        return windows;
    }

    /** Unknown as a rate where calls came added up over more than the window; then they are counted without it. */
    private static FailingShare adaptive(Measures m) {
        double rate = m.number(Signal.ERROR_RATE);
        long calls = (long) m.number(Signal.ERROR_CALLS);
        String window = m.text(Signal.ERROR_WINDOW);
        return Double.isNaN(rate) && calls > 0
                ? new FailingShare(m.number(Signal.ERRORS) / calls, calls, null)
                : new FailingShare(rate, calls, window == null ? "24h" : window);
    }

    /** What the rate shows against chance: a window of few calls is not the one that tells most. */
    private double atLeast() {
        return Wilson.lower(Math.round(rate * calls), calls);
    }

    /**
     * "12.5% of 96 calls failed in the last 1h", "9 of the latest 11 calls failed"; of somebody who began within the
     * window "All of their first 3 calls failed".
     *
     * @param callsEver calls that the customer has made
     */
    String told(long callsEver) {
        if (calls == callsEver && rate > 0) {
            return calls == 1
                    ? "Their first call failed"
                    : Amounts.shareOf(rate, "their first " + Amounts.count(calls)) + " calls failed";
        }
        if (span == null) {
            long failed = Math.round(rate * calls);
            return (failed == calls ? "All" : Amounts.count(failed)) + " of the latest " + Amounts.count(calls)
                    + " calls failed";
        }
        return Amounts.percent(rate) + " of " + Amounts.count(calls, "call") + " failed in the last " + span;
    }
}
