package io.aegis.engine.reference;

import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What bills, keys, records and reports say of a customer: as of the times in them, in whatever order they came. */
final class Account {

    Tier tier = Tier.NONE;
    SubscriptionStatus status = SubscriptionStatus.NONE;
    double mrr = Double.NaN;
    long trialFrom = Fact.UNKNOWN;
    long trialEnd = Fact.UNKNOWN;
    long quota = Fact.UNKNOWN;
    long renewsAt = Fact.UNKNOWN;
    long createdAt = Fact.UNKNOWN;
    int failedPayments;
    List<String> tags = List.of();

    private long subscribedAt = Fact.UNKNOWN;

    static Account of(List<Told> facts) {
        Account account = new Account();
        for (Told told : facts) {
            switch (told.fact()) {
                case Subscription said when told.at() < account.subscribedAt -> account.older(said, told.at());
                case Subscription said -> account.bill(said, told.at());
                case CustomerUpdate update -> account.update(update);
                default -> {}
            }
        }
        facts.stream()
                .filter(told -> told.fact() instanceof Payment)
                .sorted(Comparator.comparingLong(Told::at))
                .forEach(told -> account.pay((Payment) told.fact()));
        return account;
    }

    /** What is not said stays as it was; a trial needs no tier, and what is canceled has none. */
    private void bill(Subscription said, long at) {
        subscribedAt = at;
        if (said.status() == SubscriptionStatus.TRIALING && status != SubscriptionStatus.TRIALING) {
            trialFrom = at;
        }
        status = said.status();
        Tier told = said.tier();
        if (told != null) {
            tier = told;
        } else if (status == SubscriptionStatus.CANCELED) {
            tier = Tier.NONE;
        } else if (status == SubscriptionStatus.TRIALING && tier == Tier.NONE) {
            tier = Tier.TRIAL;
        }
        mrr = Double.isNaN(said.mrr()) ? mrr : said.mrr();
        trialEnd = said.trialEndMillis() == Fact.UNKNOWN ? trialEnd : said.trialEndMillis();
        quota = said.quotaCalls() == Fact.UNKNOWN ? quota : said.quotaCalls();
        renewsAt = said.renewsAtMillis() == Fact.UNKNOWN ? renewsAt : said.renewsAtMillis();
    }

    /** One that comes after a later one tells only since when the trial runs. */
    private void older(Subscription said, long at) {
        if (said.status() == SubscriptionStatus.TRIALING && status == SubscriptionStatus.TRIALING) {
            trialFrom = Math.min(trialFrom, at);
            trialEnd = trialEnd == Fact.UNKNOWN ? said.trialEndMillis() : trialEnd;
        }
    }

    boolean onTrial() {
        return status == SubscriptionStatus.TRIALING && trialEnd != Fact.UNKNOWN;
    }

    boolean hasPeriod() {
        return renewsAt != Fact.UNKNOWN || quota != Fact.UNKNOWN;
    }

    /** The first renewal after now, one each month; without any the calendar month ends it. */
    long periodEnd(long now) {
        return end(now).toInstant().toEpochMilli();
    }

    long periodStart(long now) {
        return end(now).minusMonths(1).toInstant().toEpochMilli();
    }

    private ZonedDateTime end(long now) {
        ZonedDateTime first = utc(renewsAt == Fact.UNKNOWN ? now : renewsAt);
        ZonedDateTime anchor =
                renewsAt == Fact.UNKNOWN ? first.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS) : first;
        return Stream.iterate(0, months -> months + 1)
                .map(anchor::plusMonths)
                .filter(end -> end.isAfter(utc(now)))
                .findFirst()
                .orElseThrow();
    }

    private static ZonedDateTime utc(long at) {
        return Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC);
    }

    private void update(CustomerUpdate update) {
        if (update.has(CustomerUpdate.TIER)) {
            tier = update.tier() == null ? Tier.NONE : update.tier();
        }
        if (update.has(CustomerUpdate.CREATED_AT)) {
            createdAt = update.createdAtMillis();
        }
        if (update.has(CustomerUpdate.TAGS)) {
            tags = update.tags();
        }
    }

    private void pay(Payment payment) {
        failedPayments = payment.succeeded() ? 0 : failedPayments + 1;
    }

    /** What the last report under that name says, if it still stands. */
    static @Nullable Object reported(List<Told> facts, String name, long now) {
        Object stands = null;
        for (Told told : facts) {
            if (told.fact() instanceof ReportedSignal report && report.name().equals(name)) {
                stands = report.untilMillis() > now ? report.value() : null;
            }
        }
        return stands;
    }
}
