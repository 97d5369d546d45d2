package io.aegis.engine.intervention;

import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Signal;
import java.util.stream.Collectors;

/**
 * Why a rule opened, the likely cause and the next step, in plain words made from what it saw.
 *
 * @param reason one line: the facts
 * @param diagnosis the likely cause
 * @param recommendedAction the next step
 */
record Explanation(String reason, String diagnosis, String recommendedAction) {

    /** Whoever has not called for so long does not merely call less. */
    private static final double STOPPED_HOURS = 72;

    /** Fewer calls a week are no use of a product. */
    private static final int USED_CALLS = 20;

    private static final double DAY_MILLIS = 86_400_000;
    /** Share of calls below which the share is not what a rule opened for. */
    private static final double SMALL = 0.05;

    static Explanation of(CompiledRule rule, Measures m) {
        if (rule.reads(Signal.THROTTLED_RATE)
                && !rule.reads(Signal.ERROR_RATE)
                && m.number(Signal.THROTTLED_RATE) > 0) {
            return explained(throttled(rule, m), FailureCause.ofLimits(m));
        }
        if (Witness.readsErrors(rule) && !m.failuresNow().isEmpty()) {
            return errors(rule, m);
        }
        if (rule.readsLatency()) {
            return latency(m);
        }
        if (rule.reads(Signal.USAGE_TREND) || rule.reads(Signal.USAGE_CHANGE)) {
            return usage(m);
        }
        if (rule.reads(Signal.SILENCE_RATIO)) {
            return silence(m);
        }
        if (rule.reads(Signal.HOURS_SINCE_KEYS)) {
            return onboarding(m);
        }
        if (rule.reads(Signal.QUOTA_EXHAUSTED_IN_DAYS) || rule.reads(Signal.QUOTA_USED)) {
            return quota(m);
        }
        if (rule.reads(Signal.FAILED_PAYMENTS)) {
            return payment(m);
        }
        if (rule.reads(Signal.TRIAL_DAYS_LEFT) || rule.reads(Signal.TRIAL_ELAPSED)) {
            return trial(m);
        }
        return plain(rule, m);
    }

    private static Explanation errors(CompiledRule rule, Measures m) {
        Signal only = Witness.onlyShare(rule);
        double share = only == null ? Double.NaN : m.number(only);
        return explained(
                share > 0 && only != null
                        ? Amounts.shareOf(share, Amounts.count(whole(m, Signal.ERROR_CALLS), "call"))
                                + " were answered " + FailureCause.answers(only) + " in the last "
                                + m.text(Signal.ERROR_WINDOW)
                        : FailingShare.of(rule, m).told(whole(m, Signal.CALLS_TOTAL)),
                FailureCause.of(m, only));
    }

    private static Explanation explained(String reason, FailureCause cause) {
        return new Explanation(reason, cause.diagnosis(), cause.step());
    }

    /** A small share says little where the latest calls are what counts. */
    private static String throttled(CompiledRule rule, Measures m) {
        double rate = m.number(Signal.THROTTLED_RATE);
        String calls = Amounts.count(whole(m, Signal.ERROR_CALLS), "call");
        return rate >= SMALL || !rule.reads(Signal.THROTTLED_EVIDENCE)
                ? Amounts.shareOf(rate, calls) + (calls.equals("1 call") ? " was answered 429" : " were answered 429")
                : "The latest calls were answered 429: "
                        + Amounts.count(Math.round(rate * m.number(Signal.ERROR_CALLS))) + " of " + calls
                        + " in the last "
                        + m.text(Signal.ERROR_WINDOW);
    }

    private static Explanation usage(Measures m) {
        UsageMoved moved = UsageMoved.of(m);
        return moved.declining()
                ? new Explanation(
                        moved.reason(),
                        moved.reported()
                                ? "Another system reports it: it may know more than the calls show."
                                : fallCause(m),
                        "Call them: ask what changed, before it becomes a cancellation.")
                : new Explanation(
                        moved.reason(),
                        "They grow on tier " + m.tier().id() + ": they may need more than it holds soon.",
                        "Offer the next plan, with their own growth as the reason.");
    }

    private static String fallCause(Measures m) {
        double failing = m.number(Signal.ERROR_RATE);
        double owed = m.number(Signal.FAILED_PAYMENTS);
        if (failing > 0.05) {
            return "They call less while " + Amounts.percent(failing)
                    + " of their calls fail: trouble may drive them away.";
        }
        if (owed > 0) {
            return "They call less with " + Amounts.count((long) owed, "failed payment") + ": it may be about money.";
        }
        if (m.number(Signal.HOURS_SINCE_LAST_CALL) >= STOPPED_HOURS) {
            return "They have not called since " + Moments.utc((long) m.number(Signal.LAST_CALL_AT))
                    + ": they have stopped, or something on their side has.";
        }
        return "They call less without failures: a change of mind, of season, or another supplier.";
    }

    private static Explanation silence(Measures m) {
        double last = m.number(Signal.LAST_CALL_AT);
        return new Explanation(
                "No call for " + Amounts.hours(m.number(Signal.HOURS_SINCE_LAST_CALL))
                        + (Double.isNaN(last) ? "" : " since " + Moments.utc((long) last)) + ", "
                        + Amounts.times(m.number(Signal.SILENCE_RATIO)) + " times their usual gap",
                "They have stopped, or something on their side has: a job that no longer runs, a key removed.",
                "Ask whether the stop is meant.");
    }

    private static Explanation onboarding(Measures m) {
        return new Explanation(
                "No call in the first " + Amounts.hours(m.number(Signal.HOURS_SINCE_KEYS)) + " after keys were issued",
                "They have what they need to start and have not: stuck before the first call, or not begun.",
                "Offer help with the first call: a working example in their language, or half an hour together.");
    }

    private static Explanation quota(Measures m) {
        double left = m.number(Signal.QUOTA_EXHAUSTED_IN_DAYS);
        double used = m.number(Signal.QUOTA_USED);
        return new Explanation(
                Amounts.percent(used) + " of the quota is used"
                        + (Double.isNaN(left) ? "" : "; at this pace it ends in " + Amounts.days(left) + on(m, left)),
                "They use more than they bought for the period.",
                "Offer the next plan before calls are refused.");
    }

    private static Explanation payment(Measures m) {
        return new Explanation(
                Amounts.count(whole(m, Signal.FAILED_PAYMENTS), "payment") + " failed while they make "
                        + Amounts.count(whole(m, Signal.CALLS_7D), "call") + " a week",
                "The payment fails and the product is in use: most likely an expired card, not a wish to leave.",
                "Write to the billing contact with the link to change the card.");
    }

    private static Explanation trial(Measures m) {
        double left = m.number(Signal.TRIAL_DAYS_LEFT);
        boolean called = m.number(Signal.CALLS_TOTAL) > 0;
        return called
                ? new Explanation(
                        "The trial ends in " + Amounts.days(left) + on(m, left) + " with "
                                + Amounts.count(whole(m, Signal.CALLS_7D), "call") + " in the last 7 days",
                        m.number(Signal.CALLS_7D) < USED_CALLS
                                ? "They hardly use it: the trial has not shown them much yet."
                                : "They use it: the trial has done its work.",
                        m.number(Signal.CALLS_7D) < USED_CALLS
                                ? "Ask what keeps them from it; offer help, or a longer trial."
                                : "Offer the plan that fits what they use.")
                : new Explanation(
                        Amounts.percent(m.number(Signal.TRIAL_ELAPSED)) + " of the trial passed without a call"
                                + (Double.isNaN(left) ? "" : "; it ends in " + Amounts.days(left) + on(m, left)),
                        "They signed up and never began.",
                        "Ask what they wanted to build, and offer help with the first call.");
    }

    private static Explanation latency(Measures m) {
        double p95 = m.number(Signal.P95_LATENCY_MS);
        double usual = m.number(Signal.P95_BASELINE_MS);
        return new Explanation(
                "p95 is " + Amounts.count(whole(m, Signal.P95_LATENCY_MS)) + " ms, usually "
                        + Amounts.count(whole(m, Signal.P95_BASELINE_MS)) + " ms",
                "Their calls take " + Amounts.times(p95 / usual)
                        + " times as long as usual: heavier requests of theirs, or we are slow.",
                "Compare with other customers on the same routes before writing.");
    }

    private static Explanation plain(CompiledRule rule, Measures m) {
        String reason = Witness.signals(rule, m).stream()
                .map(signal -> signal.name() + " = " + value(signal.value()))
                .collect(Collectors.joining(", "));
        return new Explanation(
                reason.isEmpty() ? rule.rule().when() : reason,
                "The condition of rule " + rule.id() + " holds: " + rule.rule().when(),
                "Look at the customer's page.");
    }

    /** The day, in brackets: what is told is read long after. */
    private static String on(Measures m, double daysAhead) {
        return Double.isNaN(daysAhead) ? "" : " (" + Moments.day(m.now() + (long) (daysAhead * DAY_MILLIS)) + ")";
    }

    private static String value(Object value) {
        return value instanceof Double number ? Amounts.decimal(number) : value.toString();
    }

    private static long whole(Measures m, Signal signal) {
        return (long) m.number(signal);
    }
}
