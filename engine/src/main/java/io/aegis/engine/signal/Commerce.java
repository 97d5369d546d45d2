package io.aegis.engine.signal;

import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** What a customer has bought and how it pays. */
final class Commerce {

    /** Of a customer of whom nothing is known; never changed. */
    static final Commerce NONE = new Commerce();

    private static final int NEVER = -1;

    Tier tier = Tier.NONE;
    SubscriptionStatus status = SubscriptionStatus.NONE;
    double mrr = Double.NaN;
    long trialFrom = Fact.UNKNOWN;
    long trialEnd = Fact.UNKNOWN;
    long quotaCalls = Fact.UNKNOWN;
    long renewsAt = Fact.UNKNOWN;
    int failedPayments;

    /**
     * When the state of the subscription that stands was told, in epoch seconds, so that an older one that comes late is
     * left out; so with payments.
     */
    private int subscribedSecond = NEVER;

    private int paidSecond = NEVER;
    private int failedSecond = NEVER;
    List<String> tags = List.of();
    boolean doNotContact;

    /** The running period as it was last worked out: what was asked, and for when that stands. */
    private long periodStart;

    private long periodEnd = Long.MIN_VALUE;
    private long periodSince;

    void update(CustomerUpdate update) {
        if (update.has(CustomerUpdate.TIER)) {
            Tier said = update.tier();
            tier = said == null ? Tier.NONE : said;
        }
        if (update.has(CustomerUpdate.TAGS)) {
            tags = update.tags();
        }
        if (update.has(CustomerUpdate.DO_NOT_CONTACT)) {
            doNotContact = update.doNotContact();
        }
    }

    void subscription(Subscription s, long atMillis) {
        if (second(atMillis) < subscribedSecond) {
            older(s, atMillis);
            return;
        }
        subscribedSecond = second(atMillis);
        if (s.status() == SubscriptionStatus.TRIALING && status != SubscriptionStatus.TRIALING) {
            trialFrom = atMillis;
        }
        status = s.status();
        Tier said = s.tier();
        if (said != null) {
            tier = said;
        } else if (status == SubscriptionStatus.CANCELED) {
            tier = Tier.NONE;
        } else if (status == SubscriptionStatus.TRIALING && tier == Tier.NONE) {
            tier = Tier.TRIAL;
        }
        mrr = Double.isNaN(s.mrr()) ? mrr : s.mrr();
        trialEnd = s.trialEndMillis() >= 0 ? s.trialEndMillis() : trialEnd;
        quotaCalls = s.quotaCalls() >= 0 ? s.quotaCalls() : quotaCalls;
        renewsAt = s.renewsAtMillis() >= 0 ? s.renewsAtMillis() : renewsAt;
        periodEnd = Long.MIN_VALUE;
    }

    /** It came late and no longer stands, but may tell that the trial which runs began before. */
    private void older(Subscription s, long atMillis) {
        if (s.status() == SubscriptionStatus.TRIALING && status == SubscriptionStatus.TRIALING) {
            trialFrom = Math.min(trialFrom, atMillis);
            trialEnd = trialEnd < 0 ? s.trialEndMillis() : trialEnd;
        }
    }

    /** In the order of their times, however they come: a failure before the last success is paid. */
    void payment(Payment payment, long atMillis) {
        if (payment.succeeded()) {
            failedPayments = second(atMillis) < failedSecond ? Math.min(1, failedPayments) : 0;
            paidSecond = Math.max(paidSecond, second(atMillis));
        } else if (second(atMillis) >= paidSecond) {
            failedPayments++;
            failedSecond = Math.max(failedSecond, second(atMillis));
        }
    }

    private static int second(long millis) {
        return Math.clamp(Math.floorDiv(millis, 1000), 0, Integer.MAX_VALUE);
    }

    boolean onTrial() {
        return status == SubscriptionStatus.TRIALING && trialEnd >= 0;
    }

    /** Whether it is known what ends with a period: a subscription that renews, or a quota. */
    boolean hasPeriod() {
        return renewsAt >= 0 || quotaCalls >= 0;
    }

    /** End of the quota's running period: the renewal, then the same day of each month; without one, the calendar month. */
    long periodEnd(long nowMillis) {
        if (this == NONE) {
            return endAfter(nowMillis).toInstant().toEpochMilli();
        }
        if (nowMillis >= periodEnd || nowMillis < periodSince) {
            ZonedDateTime end = endAfter(nowMillis);
            periodEnd = end.toInstant().toEpochMilli();
            periodStart = end.minusMonths(1).toInstant().toEpochMilli();
            periodSince = nowMillis;
        }
        return periodEnd;
    }

    private ZonedDateTime endAfter(long nowMillis) {
        ZonedDateTime end = renewsAt >= 0
                ? utc(renewsAt)
                : utc(nowMillis).withDayOfMonth(1).toLocalDate().atStartOfDay(ZoneOffset.UTC);
        ZonedDateTime now = utc(nowMillis);
        for (int months = 1; !end.isAfter(now); months++) {
            end = (renewsAt >= 0 ? utc(renewsAt) : end).plusMonths(renewsAt >= 0 ? months : 1);
        }
        return end;
    }

    long periodStart(long nowMillis) {
        if (this == NONE) {
            return endAfter(nowMillis).minusMonths(1).toInstant().toEpochMilli();
        }
        periodEnd(nowMillis);
        return periodStart;
    }

    private static ZonedDateTime utc(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    }

    void write(SnapshotWriter out) {
        out.number(tier.ordinal());
        out.number(status.ordinal());
        out.decimal(mrr);
        out.number(trialFrom);
        out.number(trialEnd);
        out.number(quotaCalls);
        out.number(renewsAt);
        out.number(failedPayments);
        out.flag(doNotContact);
        out.number(tags.size());
        for (String tag : tags) {
            out.text(tag);
        }
    }

    void writeOrder(SnapshotWriter out) {
        out.number(subscribedSecond);
        out.number(paidSecond);
        out.number(failedSecond);
    }

    /** What is known with it: a payment that succeeded leaves nothing else behind. */
    Commerce withOrder(SnapshotReader in) {
        int subscribed = in.integer();
        int paid = in.integer();
        int failed = in.integer();
        if (subscribed < 0 && paid < 0 && failed < 0) {
            return this;
        }
        Commerce told = this == NONE ? new Commerce() : this;
        told.subscribedSecond = subscribed;
        told.paidSecond = paid;
        told.failedSecond = failed;
        return told;
    }

    static Commerce restored(SnapshotReader in) {
        Commerce restored = new Commerce();
        restored.read(in);
        return restored.isNothing() ? NONE : restored;
    }

    private boolean isNothing() {
        boolean subscribed = tier != Tier.NONE || status != SubscriptionStatus.NONE || !Double.isNaN(mrr);
        boolean timed = trialFrom >= 0 || trialEnd >= 0 || quotaCalls >= 0 || renewsAt >= 0;
        return !subscribed && !timed && failedPayments == 0 && !doNotContact && tags.isEmpty();
    }

    private void read(SnapshotReader in) {
        tier = Tier.values()[in.integer()];
        status = SubscriptionStatus.values()[in.integer()];
        mrr = in.decimal();
        trialFrom = in.number();
        trialEnd = in.number();
        quotaCalls = in.number();
        renewsAt = in.number();
        failedPayments = in.integer();
        doNotContact = in.flag();
        int count = in.integer();
        List<String> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(in.textOrEmpty());
        }
        tags = List.copyOf(read);
    }
}
