package io.aegis.simulator.world;

import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;

/** Tells companies' life stories: enters states when their time comes and carries out their acts. */
final class Life {

    /** No move of usage begins in a company's first two weeks. */
    static final long USAGE_SETTLES_MILLIS = 14 * Durations.DAY_MILLIS;

    private static final long TRIAL_MILLIS = 30 * Durations.DAY_MILLIS;
    private static final long POSTPONED_MAX_MILLIS = 3 * Durations.DAY_MILLIS;

    private final WorldSettings settings;
    private final Stories stories;
    private final Ledger ledger;
    private final Usage usage;
    private final Troubles troubles;

    Life(WorldSettings settings, Stories stories, Ledger ledger, Usage usage, Troubles troubles) {
        this.settings = settings;
        this.stories = stories;
        this.ledger = ledger;
        this.usage = usage;
        this.troubles = troubles;
    }

    /** Puts a company at the start of its story. */
    void begin(Company company, Story story, long atMillis) {
        company.trialEndMillis = atMillis;
        if (story.established()) {
            establish(company, story, atMillis);
        } else {
            enter(company, story.first(), atMillis);
        }
    }

    private void establish(Company company, Story story, long atMillis) {
        company.calling = true;
        company.callingFromMillis = atMillis;
        company.usageFromMillis = atMillis + USAGE_SETTLES_MILLIS;
        company.nextTroubleMillis = Math.max(company.nextTroubleMillis, atMillis);
        enter(company, story.first(), atMillis);
        if (company.tier == Tier.TRIAL) {
            company.subscription = SubscriptionStatus.TRIALING;
            company.trialEndMillis = company.nextAtMillis;
        } else {
            company.subscription = SubscriptionStatus.ACTIVE;
        }
        ledger.line(company, atMillis, Lines.record(company, atMillis, "production_ready", story.tags()));
        ledger.line(company, atMillis, Lines.subscription(company, atMillis));
    }

    /** Signs up, starts a trial, takes a key, and calls first at the later instant. */
    void strand(Company company, long atMillis, long firstCallMillis) {
        signUp(company, atMillis);
        startTrial(company, new Act.StartTrial(new Act.Span(TRIAL_MILLIS, TRIAL_MILLIS)), atMillis);
        issueKey(company, false, atMillis);
        company.next = stories.firstCall();
        company.nextAtMillis = firstCallMillis;
    }

    void advance(Company company, long untilMillis) {
        while (company.nextAtMillis < untilMillis) {
            State state = company.next;
            if (state == null) {
                company.nextAtMillis = Long.MAX_VALUE;
                return;
            }
            long atMillis = company.nextAtMillis;
            if (state.moves() && atMillis < company.usageFromMillis) {
                company.nextAtMillis =
                        company.usageFromMillis + Math.round(company.life.nextDouble() * POSTPONED_MAX_MILLIS);
                continue;
            }
            enter(company, state, atMillis);
        }
    }

    private void enter(Company company, State state, long atMillis) {
        for (Act act : state.acts()) {
            perform(company, act, atMillis);
        }
        company.next = stories.exit(state, company.life);
        company.nextAtMillis =
                company.next == null ? Long.MAX_VALUE : state.stay().until(atMillis, company.life, settings);
    }

    private void perform(Company company, Act act, long atMillis) {
        switch (act) {
            case Act.SignUp ignored -> signUp(company, atMillis);
            case Act.StartTrial trial -> startTrial(company, trial, atMillis);
            case Act.IssueKey key -> issueKey(company, key.test(), atMillis);
            case Act.Fail fail -> fail(company, fail, atMillis);
            case Act.Call ignored -> firstCall(company, atMillis);
            case Act.Move move -> move(company, move, atMillis);
            case Act.Return back -> comeBack(company, back.over().draw(company.life), atMillis);
            case Act.Settle ignored -> turn(company, atMillis, "stable");
            case Act.Convert ignored -> subscribe(company, paidTier(company), SubscriptionStatus.ACTIVE, atMillis);
            case Act.Upgrade ignored -> subscribe(company, above(company.tier), SubscriptionStatus.ACTIVE, atMillis);
            case Act.Cancel ignored -> cancel(company, atMillis);
            case Act.Stop ignored -> company.callingUntilMillis = atMillis;
            case Act.FailPayment ignored -> payment(company, atMillis, false);
            case Act.Pay ignored -> payment(company, atMillis, true);
        }
    }

    private void signUp(Company company, long atMillis) {
        company.createdAtMillis = atMillis;
        company.tier = Tier.NONE;
        company.mrr = 0;
        ledger.line(company, atMillis, Lines.signUp(company, atMillis));
        ledger.add(company, atMillis, new Occurrence.SignUp());
    }

    private void startTrial(Company company, Act.StartTrial trial, long atMillis) {
        company.trialEndMillis = atMillis + trial.length().draw(company.life);
        subscribe(company, Tier.TRIAL, SubscriptionStatus.TRIALING, atMillis);
    }

    /** The key of the test environment is the last one: failing calls carry it. */
    private void issueKey(Company company, boolean test, long atMillis) {
        if (company.keyIssuedMillis < 0) {
            company.keyIssuedMillis = atMillis;
            ledger.waiting(company);
        }
        if (test) {
            company.keys = Math.max(2, company.keys);
        }
        ledger.line(company, atMillis, Lines.key(company, atMillis, test ? company.keys - 1 : 0, test, false));
    }

    private void fail(Company company, Act.Fail fail, long atMillis) {
        Failure failure = stories.failure(fail.cause());
        double rate = company.life.uniform(failure.low(), failure.high());
        troubles.cause(company, failure, atMillis, fail.length().draw(company.life), rate, -1);
    }

    private void firstCall(Company company, long atMillis) {
        company.firstCallMillis = atMillis;
        company.calling = true;
        company.callingFromMillis = atMillis;
        company.usageFromMillis = atMillis + USAGE_SETTLES_MILLIS;
        company.nextTroubleMillis = Math.max(company.nextTroubleMillis, atMillis + Durations.DAY_MILLIS);
        ledger.firstCall(company, atMillis);
        ledger.add(company, atMillis, new Occurrence.FirstCall());
    }

    private void move(Company company, Act.Move move, long atMillis) {
        double factor = company.life.uniform(move.low(), move.high());
        String cause = move.causes().get(company.life.nextInt(move.causes().size()));
        long over = move.over().draw(company.life);
        double before = company.level.at(atMillis);
        usage.move(company, atMillis, over, before * factor, cause);
        if (Math.abs(factor - 1) >= Usage.MOVE_MIN) {
            turn(company, atMillis, factor < 1 ? "declining" : "increasing");
        }
    }

    private void comeBack(Company company, long overMillis, long atMillis) {
        double before = company.level.at(atMillis);
        double usual = company.usualLevel * company.life.uniform(0.95, 1.08);
        usage.move(company, atMillis, overMillis, usual, "came_back");
        if (Math.abs(usual / before - 1) >= Usage.MOVE_MIN) {
            turn(company, atMillis, usual < before ? "declining" : "increasing");
        }
    }

    private void turn(Company company, long atMillis, String trend) {
        if (trend.equals("stable")) {
            company.usualLevel = company.level.at(atMillis);
        }
        if (!company.trend.equals(trend)) {
            ledger.add(company, atMillis, new Occurrence.TrendTurn(company.trend, trend));
            company.trend = trend;
        }
    }

    private void subscribe(Company company, Tier tier, SubscriptionStatus status, long atMillis) {
        company.tier = tier;
        company.subscription = status;
        company.mrr = Prices.monthly(tier, company.life);
        ledger.line(company, atMillis, Lines.subscription(company, atMillis));
        usage.tierChanged(company, atMillis);
    }

    private void cancel(Company company, long atMillis) {
        company.tier = Tier.NONE;
        company.subscription = SubscriptionStatus.CANCELED;
        company.mrr = 0;
        company.cancelledMillis = atMillis;
        ledger.line(company, atMillis, Lines.subscription(company, atMillis));
        usage.tierChanged(company, atMillis);
    }

    private void payment(Company company, long atMillis, boolean succeeded) {
        boolean again = company.subscription == SubscriptionStatus.PAST_DUE;
        ledger.line(company, atMillis, Lines.payment(company, atMillis, succeeded, again ? 2 : 1));
        company.subscription = succeeded ? SubscriptionStatus.ACTIVE : SubscriptionStatus.PAST_DUE;
        ledger.line(company, atMillis, Lines.subscription(company, atMillis));
    }

    private static Tier paidTier(Company company) {
        return company.callsPerDay > 300 ? Tier.PRO : Tier.STARTER;
    }

    private static Tier above(Tier tier) {
        return switch (tier) {
            case NONE, TRIAL -> Tier.STARTER;
            case STARTER -> Tier.PRO;
            case PRO, ENTERPRISE -> Tier.ENTERPRISE;
        };
    }
}
