package io.aegis.engine.intervention;

import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.HeavyHitters.Failure;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Signal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a rule opened, the likely cause and the next step, in plain words made from what it saw.
 *
 * @param reason one line: the facts
 * @param diagnosis the likely cause
 * @param recommendedAction the next step
 */
record Explanation(String reason, String diagnosis, String recommendedAction) {

    private static final double MOST = 0.5;
    private static final double ONE_ROUTE = 0.8;
    /** Share of calls below which the share is not what a rule opened for. */
    private static final double SMALL = 0.05;

    static Explanation of(CompiledRule rule, Measures m) {
        if (rule.reads(Signal.THROTTLED_RATE) && !rule.reads(Signal.ERROR_RATE)) {
            return limits(m, throttled(rule, m));
        }
        if (Witness.readsErrors(rule)) {
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
        double rate = m.number(Signal.ERROR_RATE);
        String reason = FailingShare.of(rule, m).told(whole(m, Signal.CALLS_TOTAL));
        double auth = m.number(Signal.AUTH_ERROR_RATE) / rate;
        double throttled = m.number(Signal.THROTTLED_RATE) / rate;
        double server = m.number(Signal.SERVER_ERROR_RATE) / rate;
        if (server >= MOST) {
            return ours(m, reason, server);
        }
        if (auth >= MOST) {
            return keys(m, reason, auth);
        }
        if (throttled >= MOST) {
            return limits(m, reason);
        }
        return integration(m, reason);
    }

    private static Explanation ours(Measures m, String reason, double share) {
        return new Explanation(
                reason,
                Amounts.shareOf(share, "the failures") + " are 5xx answers" + where(m)
                        + ": the fault is ours, not theirs.",
                "Hand it to the platform team before writing to the customer; tell them that it is being worked on.");
    }

    private static Explanation keys(Measures m, String reason, double share) {
        List<Failure> failures = m.failures();
        boolean forbidden = !failures.isEmpty() && failures.get(0).status() == 403;
        String cause = forbidden
                ? "the key lacks a permission for what it calls"
                : "the key or its header is wrong: revoked, expired, or a test key on the live host";
        return new Explanation(
                reason,
                Amounts.shareOf(share, "the failures") + " are 401 or 403 answers" + where(m) + ": " + cause + ".",
                forbidden
                        ? "Ask which product they want to use and grant the permission, or show the call that fits theirs."
                        : "Ask whether they rotated keys; have them check the key and the Authorization header.");
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

    private static Explanation limits(Measures m, String reason) {
        return new Explanation(
                reason,
                "They run into the rate limit" + where(m)
                        + ": they want more than their plan allows, which is an upsell" + " more than a fault.",
                "Offer a higher limit or plan, and show them how to back off on 429.");
    }

    private static Explanation integration(Measures m, String reason) {
        List<Failure> failures = m.failures();
        int status = failures.isEmpty() ? 0 : failures.get(0).status();
        if (status == 401 || status == 403 || status == 429 || status >= 500) {
            return new Explanation(
                    reason,
                    "Failures are of several kinds, most often " + status + " answers" + where(m)
                            + ": no one cause explains them.",
                    "Send them a failing call of each kind with the answer's reason.");
        }
        String cause =
                switch (status) {
                    case 404, 405, 410 ->
                        "the integration calls what this version does not have; it may be written against another one";
                    case 400, 415, 422 -> "their requests do not fit the schema, as after a release on their side";
                    case 409 -> "requests collide, as when retries lack an idempotency key";
                    default -> "requests are refused";
                };
        return new Explanation(
                reason,
                "Most failures are " + (status == 0 ? "4xx" : status) + " answers" + where(m) + ": " + cause + ".",
                "Send them a failing call with the answer's reason, and the page of the docs that it is about.");
    }

    /** On which routes, since when, with which key. */
    private static String where(Measures m) {
        List<Failure> failures = m.failures();
        if (failures.isEmpty()) {
            return "";
        }
        long all = failures.stream().mapToLong(Failure::count).sum();
        Failure first = failures.get(0);
        long routes = failures.stream().map(Failure::route).distinct().count();
        long ofRoute = failures.stream()
                .filter(f -> f.route().equals(first.route()))
                .mapToLong(Failure::count)
                .sum();
        String which = "*".equals(first.route())
                ? ""
                : ofRoute >= ONE_ROUTE * all
                        ? " on " + first.method() + " " + first.route()
                        : " on " + routes + " routes";
        String key = first.key() == null ? "" : ", key " + first.key();
        return which + ", since " + Moments.utc(first.sinceMillis()) + key;
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
        return "They call less day by day without failures: a change of mind, of season, or another supplier.";
    }

    private static Explanation silence(Measures m) {
        return new Explanation(
                "No call for " + Amounts.hours(m.number(Signal.HOURS_SINCE_LAST_CALL)) + ", "
                        + Amounts.times(m.number(Signal.SILENCE_RATIO)) + " times their usual gap",
                "They have stopped, or something on their side has: a job that no longer runs, a key removed.",
                "Ask whether the stop is meant.");
    }

    private static Explanation onboarding(Measures m) {
        return new Explanation(
                "Keys issued " + Amounts.hours(m.number(Signal.HOURS_SINCE_KEYS)) + " ago, no call yet",
                "They have what they need to start and have not: stuck before the first call, or not begun.",
                "Offer help with the first call: a working example in their language, or half an hour together.");
    }

    private static Explanation quota(Measures m) {
        double left = m.number(Signal.QUOTA_EXHAUSTED_IN_DAYS);
        double used = m.number(Signal.QUOTA_USED);
        return new Explanation(
                Amounts.percent(used) + " of the quota is used"
                        + (Double.isNaN(left) ? "" : "; at this pace it ends in " + Amounts.days(left)),
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
                        "The trial ends in " + Amounts.days(left) + " with "
                                + Amounts.count(whole(m, Signal.CALLS_7D), "call") + " in the last 7 days",
                        "They use it: the trial has done its work.",
                        "Offer the plan that fits what they use.")
                : new Explanation(
                        Amounts.percent(m.number(Signal.TRIAL_ELAPSED)) + " of the trial has passed without a call",
                        "They signed up and never began.",
                        "Ask what they wanted to build, and offer help with the first call.");
    }

    private static Explanation latency(Measures m) {
        return new Explanation(
                "p95 is " + Amounts.count(whole(m, Signal.P95_LATENCY_MS)) + " ms, usually "
                        + Amounts.count(whole(m, Signal.P95_BASELINE_MS)) + " ms",
                "Their calls take twice as long as they are used to: heavier requests of theirs, or we are slow.",
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

    private static String value(Object value) {
        return value instanceof Double number ? Amounts.decimal(number) : value.toString();
    }

    private static long whole(Measures m, Signal signal) {
        return (long) m.number(signal);
    }
}
