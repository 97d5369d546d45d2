package io.aegis.engine.snapshot;

import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.event.Track;
import io.aegis.engine.intervention.Move;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Histories;
import io.aegis.engine.testing.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What golden snapshots were taken of: some customers in different states, cut in the middle of a minute and of a
 * platform incident, and what they do after the cut. Never change it: the files of older versions were written of it.
 */
final class SnapshotHistory {

    static final int NEVER_CALLED = 0;
    static final int DECLINING = 1;
    static final int FAILING = 2;
    static final int TRIAL = 3;
    static final int HANDLED = 4;
    static final int REMOVED = 5;
    static final int WAITING = 6;
    static final int LATE = 7;
    /** As many as a platform incident needs, and a few more. */
    static final int OUTAGE_FIRST = 8;

    static final int CUSTOMERS = OUTAGE_FIRST + 16;

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long START = Histories.START;
    /** Days that are kept have left by then, and older weeks are known. */
    private static final long LAST_DAY = START + 50 * DAY;

    private static final long CUT = LAST_DAY + 12 * HOUR + 34 * MINUTE + 30_000;
    private static final long END = LAST_DAY + 14 * DAY;
    private static final int[] FAILURES = {500, 401, 422, 429, 503, 404, 500};

    private final List<Placed> placed = new ArrayList<>();

    /** An entry, and when it arrives. */
    private record Placed(long arrivesAt, Entry entry) {}

    private SnapshotHistory() {
        neverCalled();
        declining();
        failing();
        trial();
        handled();
        removed();
        waiting();
        late();
        outage();
        ticks();
        placed.sort(Comparator.comparingLong(Placed::arrivesAt));
    }

    /** All that arrives until the cut. */
    static List<Entry> before() {
        return entries(Long.MIN_VALUE, CUT);
    }

    /** What arrives after it. */
    static List<Entry> after() {
        return entries(CUT, Long.MAX_VALUE);
    }

    private static List<Entry> entries(long after, long until) {
        return new SnapshotHistory()
                .placed.stream()
                        .filter(one -> one.arrivesAt > after && one.arrivesAt <= until)
                        .map(Placed::entry)
                        .toList();
    }

    /** One rule for each state that is kept of an intervention. */
    static RuleSet rules() {
        RuleSet fleet = Rules.gated(Rules.set(
                Rules.rule("server_errors", "server_error_rate > 0.2 && error_calls >= 4", null, "0s", "5m", "6h"),
                Rules.rule(
                        "slow", "p95_latency_ms > 900 && calls_1h >= 5", "p95_latency_ms < 700", "0s", "10m", "1h")));
        List<io.aegis.engine.rule.Rule> all = new ArrayList<>(fleet.rules());
        all.addAll(Rules.set(
                        Rules.rule(
                                "check_in",
                                "hours_since_keys >= 24.0 && calls_total == 0",
                                "calls_total > 0",
                                "0s",
                                "0s",
                                "1h"),
                        Rules.rule(
                                "decline", "usage_trend == 'declining'", "usage_recovered >= 0.85", "0s", "0s", "7d"),
                        Rules.rule(
                                "failures",
                                "errors >= 3 && tier != 'none'",
                                "errors < 1",
                                "0s",
                                "0s",
                                "3d",
                                io.aegis.engine.rule.Rule.NEVER,
                                List.of("unpaid")),
                        Rules.rule("quiet", "silence_ratio > 3.0 && hours_since_last_call > 12.0"),
                        Rules.rule("reported", "reported.churn_risk > 0.8", null, "2h", "1h", "1h"),
                        Rules.rule("trial_ending", "trial_days_left <= 3.0 && trial_days_left > 0.0"),
                        Rules.rule("unpaid", "failed_payments > 0", null, "0s", "0s", "0s"),
                        Rules.rule("surge", "error_surge && tier != 'none'", null, "0s", "0s", "1h"),
                        Rules.rule("unwell", "health == 'at_risk'", null, "0s", "1h", "1h"))
                .rules());
        return new RuleSet(all, List.of());
    }

    private void at(long at, int customer, Fact fact) {
        placed.add(new Placed(at, new Entry.Event(customer, customer % 2, at, fact)));
    }

    private void move(long at, int customer, String intervention, Move move) {
        placed.add(new Placed(at, new Entry.Command(customer, intervention, move, "kim")));
    }

    private void call(long at, int customer, int status, int latencyMillis) {
        String route = "/v1/things/" + Math.floorMod(at / MINUTE, 5);
        at(at, customer, new ApiCall("GET", route, status, latencyMillis, false, "key_" + customer, null));
    }

    private void subscribed(long at, int customer, Tier tier, SubscriptionStatus status, long trialEnd) {
        at(at, customer, new Subscription(tier, status, 99.5, "EUR", trialEnd, 5_000, LAST_DAY + 9 * DAY));
    }

    /** Keys and never a call until after the cut. */
    private void neverCalled() {
        long created = LAST_DAY - 2 * DAY;
        int fields = CustomerUpdate.TIER | CustomerUpdate.CREATED_AT | CustomerUpdate.TAGS | CustomerUpdate.STAGE;
        at(
                created,
                NEVER_CALLED,
                new CustomerUpdate(fields, Tier.STARTER, Stage.NEW, created, List.of("vip", "eu"), false));
        at(created + HOUR, NEVER_CALLED, new ApiKey("key_live", false, false));
        at(created + 2 * HOUR, NEVER_CALLED, new ApiKey("key_test", true, false));
        call(LAST_DAY + DAY, NEVER_CALLED, 200, 120);
    }

    /** Six weeks of steady use, half of it since, and back after the cut. */
    private void declining() {
        subscribed(START, DECLINING, Tier.PRO, SubscriptionStatus.ACTIVE, Fact.UNKNOWN);
        for (int day = 0; day < 64; day++) {
            long calls = day >= 38 && day < 54 ? 250 : 500 + 10 * (day % 3);
            for (int part = 0; part < 4; part++) {
                long from = START + day * DAY + part * 5L * HOUR + HOUR;
                int failed = part == 0 ? 1 : 0;
                at(
                        from,
                        DECLINING,
                        new ApiCalls(
                                calls / 4, failed, failed, 0, failed, from + HOUR, part == 0 ? "/v1/batch" : null));
            }
        }
    }

    /** Calls with latencies on several routes, many of them failing in several ways until a day after the cut. */
    private void failing() {
        subscribed(LAST_DAY - 20 * DAY, FAILING, Tier.ENTERPRISE, SubscriptionStatus.ACTIVE, Fact.UNKNOWN);
        at(LAST_DAY - 20 * DAY, FAILING, new ApiKey("key_2", false, false));
        for (int i = 0; i < 500; i++) {
            long at = LAST_DAY - 3 * DAY + i * 17L * MINUTE;
            boolean fails = at > LAST_DAY && at < LAST_DAY + DAY && i % 3 != 0;
            int latency = at > LAST_DAY + 11 * HOUR && at < LAST_DAY + 20 * HOUR ? 1_500 + i % 7 : 80 + 13 * (i % 11);
            call(at, FAILING, fails ? FAILURES[i % FAILURES.length] : 200, latency);
        }
        for (int i = 0; i < 12; i++) {
            call(LAST_DAY + 12 * HOUR + i * 2L * MINUTE, FAILING, 401, 1_400 + i);
        }
    }

    /** A trial that ends after the cut, an unpaid bill held back by failures, a report that is held for two hours. */
    private void trial() {
        long begun = LAST_DAY - 11 * DAY - 13 * HOUR;
        subscribed(begun, TRIAL, Tier.TRIAL, SubscriptionStatus.TRIALING, begun + 14 * DAY);
        at(begun + HOUR, TRIAL, new ApiKey("key_3", false, false));
        at(begun + 2 * HOUR, TRIAL, new Login());
        at(begun + 3 * HOUR, TRIAL, new Track("report_exported"));
        for (int i = 0; i < 80; i++) {
            call(begun + 4 * HOUR + i * 3L * HOUR, TRIAL, i % 9 == 8 ? 422 : 200, 40 + i);
        }
        at(LAST_DAY + 9 * HOUR, TRIAL, new ErrorReport("error", 4));
        for (int i = 0; i < 3; i++) {
            call(LAST_DAY + 10 * HOUR + i * MINUTE, TRIAL, 404, 77);
        }
        at(LAST_DAY + 11 * HOUR, TRIAL, new Payment(false, 99.5, "EUR", "card_declined", 2));
        at(LAST_DAY + 11 * HOUR + 30 * MINUTE, TRIAL, new ReportedSignal("churn_risk", 0.9, LAST_DAY + 2 * DAY));
        at(LAST_DAY + 11 * HOUR + 31 * MINUTE, TRIAL, new ReportedSignal("plan", "gold", LAST_DAY + 2 * DAY));
        at(LAST_DAY + 11 * HOUR + 32 * MINUTE, TRIAL, new ReportedSignal("beta", true, LAST_DAY + 2 * DAY));
        at(LAST_DAY + 3 * DAY, TRIAL, new Payment(true, 99.5, "EUR", null, 3));
    }

    /** Interventions that people acknowledged, took, put off and dismissed. */
    private void handled() {
        subscribed(LAST_DAY - 9 * DAY, HANDLED, Tier.STARTER, SubscriptionStatus.PAST_DUE, Fact.UNKNOWN);
        String failures = "failures-" + HANDLED + "-";
        long first = threeFailures(LAST_DAY - 8 * DAY);
        move(first + HOUR, HANDLED, failures + first, new Move.Dismiss("known"));
        long second = threeFailures(LAST_DAY - 4 * DAY);
        move(second + HOUR, HANDLED, failures + second, new Move.Acknowledge());
        move(second + 2 * HOUR, HANDLED, failures + second, new Move.Resolve("fixed"));
        long third = threeFailures(LAST_DAY + 5 * HOUR);
        move(third + HOUR, HANDLED, failures + third, new Move.Acknowledge());
        move(third + 2 * HOUR, HANDLED, failures + third, new Move.Assign("ana"));
        move(third + 3 * HOUR, HANDLED, failures + third, new Move.Snooze(LAST_DAY + 20 * HOUR));
        at(LAST_DAY + 6 * HOUR, HANDLED, new Payment(false, 20, null, null, 1));
        at(LAST_DAY + 5 * DAY, HANDLED, new Payment(true, 20, null, null, 2));
    }

    /** Answers when the last of them came. */
    private long threeFailures(long from) {
        for (int i = 0; i < 3; i++) {
            call(from + i * MINUTE, HANDLED, 403, 20);
        }
        return from + 2 * MINUTE;
    }

    private void removed() {
        call(START + DAY, REMOVED, 200, 30);
        at(START + 20 * DAY, REMOVED, new CustomerRemoved());
        at(LAST_DAY + 2 * DAY, REMOVED, new ApiKey("key_back", false, false));
    }

    /** Fails within the minute of the cut, so that what opens waits for the verdict on it. */
    private void waiting() {
        for (int i = 0; i < 30; i++) {
            call(LAST_DAY + i * 20L * MINUTE, WAITING, 200, 50 + i);
        }
        for (int i = 0; i < 20; i++) {
            call(CUT - 20_000 + i * 1_000L, WAITING, 500, 50 + i);
        }
    }

    /** Events that come hours after they happened, calls among them. */
    private void late() {
        for (int i = 0; i < 60; i++) {
            long at = LAST_DAY - 2 * DAY + i * HOUR;
            int status = i % 8 == 0 ? 500 : 200;
            ApiCall call = new ApiCall("POST", "/v1/late", status, 60 + i, i % 10 == 0, null, "late");
            placed.add(new Placed(at + i % 5 * HOUR, new Entry.Event(LATE, 0, at, call)));
        }
    }

    /** Half a day of calls, then 5xx answers from shortly before the cut until 40 minutes after it. */
    private void outage() {
        for (int customer = OUTAGE_FIRST; customer < CUSTOMERS; customer++) {
            for (int i = 0; i < 24; i++) {
                call(LAST_DAY + 7 * HOUR + i * 15L * MINUTE + customer * 1_000L, customer, 200, 90);
            }
            for (int i = 0; i < 20; i++) {
                long at = CUT - 20 * MINUTE + i * 3L * MINUTE + customer * 1_000L;
                call(at, customer, i < 18 ? 503 : 200, 200 + i);
            }
            call(CUT + 2 * HOUR, customer, 200, 90);
        }
    }

    private void ticks() {
        for (long at = START; at < LAST_DAY; at += 6 * HOUR) {
            placed.add(new Placed(at, new Entry.Tick(at)));
        }
        for (long at = LAST_DAY; at <= END; at += 4 * MINUTE) {
            placed.add(new Placed(at, new Entry.Tick(at)));
        }
    }
}
