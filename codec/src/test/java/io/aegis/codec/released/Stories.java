package io.aegis.codec.released;

import io.aegis.codec.event.EventWriter;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Profile;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.event.Track;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Made the file of events: for each shipped rule a customer at whom it opens and ends, and an outage of the platform.
 * Ten days call by call, and weeks of daily sums before and after them, without which nobody has a trend.
 */
final class Stories {

    /** A Monday. */
    private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int[] WEEK = {1000, 1010, 990, 1005, 995, 1000, 1000};

    private final SplittableRandom random = new SplittableRandom(20_260_105);
    private final List<PublicEvent> events = new ArrayList<>();

    /** Status of a customer's so manieth call. */
    @FunctionalInterface
    private interface Statuses {
        int of(int call);
    }

    private Stories() {}

    static String ndjson() {
        Stories stories = new Stories();
        stories.failing();
        stories.onboarding();
        stories.declining();
        stories.growing();
        stories.quiet();
        stories.throttled();
        stories.quota();
        stories.unpaid();
        stories.trials();
        stories.slow();
        stories.outage();
        return stories.written();
    }

    private String written() {
        List<Line> lines = new ArrayList<>(events);
        long last = events.stream().mapToLong(PublicEvent::atMillis).max().orElseThrow() + 6 * HOUR;
        for (long at = START - 36 * DAY; at <= last; at += at >= START && at < START + 2 * DAY ? HOUR : 6 * HOUR) {
            lines.add(new PublicTick(at));
        }
        lines.sort(Comparator.comparingLong(Stories::atMillis));
        EventWriter writer = new EventWriter();
        for (Line line : lines) {
            if (line instanceof PublicTick tick) {
                writer.add(tick);
            } else {
                writer.add((PublicEvent) line);
            }
        }
        return new String(writer.toByteArray(), StandardCharsets.UTF_8);
    }

    private static long atMillis(Line line) {
        return line instanceof PublicTick tick ? tick.atMillis() : ((PublicEvent) line).atMillis();
    }

    private void at(String customer, long afterStart, Fact fact) {
        at(customer, afterStart, fact, null);
    }

    private void at(String customer, long afterStart, Fact fact, @Nullable Profile profile) {
        events.add(new PublicEvent(customer, START + afterStart, null, fact, profile));
    }

    private void record(String customer, long afterStart, Tier tier) {
        int fields = CustomerUpdate.TIER | CustomerUpdate.CREATED_AT;
        at(
                customer,
                afterStart,
                new CustomerUpdate(fields, tier, null, START + afterStart, List.of(), false),
                new Profile(Map.of("name", '"' + customer + " Ltd\""), null, null));
    }

    private void subscribed(String customer, long afterStart, Tier tier, SubscriptionStatus status, long trialEnd) {
        long end = trialEnd < 0 ? Fact.UNKNOWN : START + trialEnd;
        at(customer, afterStart, new Subscription(tier, status, 99, "EUR", end, Fact.UNKNOWN, Fact.UNKNOWN));
    }

    private void calls(String customer, long from, long every, int count, Statuses statuses) {
        for (int i = 0; i < count; i++) {
            int status = statuses.of(i);
            String error = status == 422 ? "bad_currency" : null;
            String route = i % 4 == 0 ? "/v1/orders" : "/v1/orders/{id}";
            at(
                    customer,
                    from + i * every,
                    new ApiCall(i % 4 == 0 ? "POST" : "GET", route, status, 40, false, null, error));
        }
    }

    private void days(String customer, int from, int to, double share) {
        for (int day = from; day < to; day++) {
            long calls = (long) (WEEK[Math.floorMod(day, 7)] * share);
            long until = START + day * DAY + 20 * HOUR;
            at(customer, day * DAY + HOUR, new ApiCalls(calls, calls / 200, 0, 0, calls / 500, until, null));
        }
    }

    /** An afternoon in which half the calls are refused, and reported as well. */
    private void failing() {
        record("anchor", 0, Tier.ENTERPRISE);
        at("anchor", MINUTE, new ApiKey("ak_anchor", false, false));
        calls("anchor", 9 * HOUR, 2 * MINUTE, 30, call -> 200);
        calls("anchor", 10 * HOUR, MINUTE, 60, call -> random.nextInt(2) == 0 ? (call % 3 == 0 ? 401 : 422) : 200);
        at(
                "anchor",
                10 * HOUR + 30 * MINUTE,
                new ErrorReport("error", 7),
                new Profile(Map.of("title", "\"Bad currency\""), null, null));
        calls("anchor", 11 * HOUR, MINUTE, 150, call -> call == 70 ? 404 : 200);
        calls("anchor", DAY, 3 * HOUR, 24, call -> 200);
    }

    private void onboarding() {
        record("birch", 0, Tier.STARTER);
        at("birch", HOUR, new ApiKey("ak_birch", false, false));
        at("birch", 2 * HOUR, new Login());
        at("birch", 3 * HOUR, new Track("docs_opened"));
        calls("birch", 60 * HOUR, 6 * HOUR, 20, call -> 200);
    }

    /** Half the calls from the Monday on, for two weeks. */
    private void declining() {
        record("cedar", -35 * DAY, Tier.PRO);
        days("cedar", -35, 0, 1);
        days("cedar", 0, 14, 0.5);
        days("cedar", 14, 28, 1);
    }

    private void growing() {
        record("dahlia", -35 * DAY, Tier.STARTER);
        days("dahlia", -35, 0, 0.2);
        days("dahlia", 0, 14, 0.42);
        record("dahlia", 10 * DAY, Tier.PRO);
    }

    private void quiet() {
        record("elm", -9 * DAY, Tier.PRO);
        calls("elm", -9 * DAY, 3 * HOUR, 72, call -> 200);
        calls("elm", 5 * DAY, 3 * HOUR, 24, call -> 200);
    }

    /** Ten calls a day, every other of them put off for a day. */
    private void throttled() {
        record("fir", -5 * DAY, Tier.STARTER);
        calls("fir", -5 * DAY, 144 * MINUTE, 50, call -> 200);
        calls("fir", HOUR, 90 * MINUTE, 14, call -> call % 2 == 0 ? 429 : 200);
        calls("fir", DAY, 40 * MINUTE, 120, call -> 200);
    }

    private void quota() {
        Subscription small = new Subscription(
                Tier.STARTER, SubscriptionStatus.ACTIVE, 49.5, "EUR", Fact.UNKNOWN, 10_000, START + 20 * DAY);
        Subscription large = new Subscription(
                Tier.PRO, SubscriptionStatus.ACTIVE, 199, "EUR", Fact.UNKNOWN, 100_000, START + 20 * DAY);
        at("gorse", -5 * DAY, small);
        days("gorse", -5, 5, 1);
        at("gorse", 5 * DAY, large);
        days("gorse", 5, 9, 1);
    }

    private void unpaid() {
        subscribed("hazel", 0, Tier.PRO, SubscriptionStatus.ACTIVE, Fact.UNKNOWN);
        calls("hazel", HOUR, 3 * HOUR, 40, call -> 200);
        at("hazel", 12 * HOUR, new Payment(false, 99, "EUR", "card_declined", 1));
        at("hazel", 36 * HOUR, new Payment(false, 99, "EUR", "card_declined", 2));
        at("hazel", 60 * HOUR, new Payment(true, 99, "EUR", null, 3));
        at("hazel", 61 * HOUR, new ReportedSignal("nps", 7.0, START + 5 * DAY));
    }

    /** One that is used and paid for, and one that is used late. */
    private void trials() {
        subscribed("iris", -8 * DAY, Tier.TRIAL, SubscriptionStatus.TRIALING, 6 * DAY);
        calls("iris", -8 * DAY, 4 * HOUR, 80, call -> call % 40 == 39 ? 404 : 200);
        subscribed("iris", 4 * DAY + 12 * HOUR, Tier.PRO, SubscriptionStatus.ACTIVE, Fact.UNKNOWN);
        subscribed("juniper", -5 * DAY, Tier.TRIAL, SubscriptionStatus.TRIALING, 9 * DAY);
        calls("juniper", 5 * DAY, HOUR, 5, call -> 200);
    }

    /** A morning in which every call takes three times as long. */
    private void slow() {
        record("kale", -7 * DAY, Tier.PRO);
        for (int i = 0; i < 168; i++) {
            latency(-7 * DAY + i * HOUR, 90 + i % 4 * 10);
        }
        for (int i = 0; i < 240; i++) {
            latency(9 * HOUR + i * MINUTE, i < 100 ? 290 + i % 3 * 10 : 100);
        }
    }

    private void latency(long afterStart, int millis) {
        at("kale", afterStart, new ApiCall("GET", "/v1/search", 200, millis, false, null, null));
    }

    /** Eighteen customers who are fine, but for forty minutes of the second day in which everyone gets 503. */
    private void outage() {
        for (int i = 0; i < 18; i++) {
            String customer = "small-" + (char) ('a' + i);
            long from = DAY + 8 * HOUR + i * 7_000L;
            calls(customer, from, 30 * MINUTE, 8, call -> 200);
            calls(customer, from + 4 * HOUR, 4 * MINUTE, 10, call -> 503);
            calls(customer, from + 5 * HOUR, 30 * MINUTE, 4, call -> 200);
        }
    }
}
