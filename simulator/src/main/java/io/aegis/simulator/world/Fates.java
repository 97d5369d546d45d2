package io.aegis.simulator.world;

import io.aegis.engine.event.Tier;
import io.aegis.simulator.truth.Episode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings about planned episodes when their time comes, and their ends. */
final class Fates {

    private static final double ERROR_CALLS_MIN = 40;
    private static final long RAMP_MAX_MILLIS = 2 * Durations.DAY_MILLIS;
    private static final String SCENARIO = "scenario";

    /** What has been set to happen. */
    private record Due(long atMillis, int order, Runnable what) {}

    private final World world;
    private final Stories stories;
    private final Ledger ledger;
    private final Usage usage;
    private final Troubles troubles;
    private final Outages outages;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMillis).thenComparingInt(Due::order));
    private int order;

    Fates(World world, Stories stories, Ledger ledger, Usage usage, Troubles troubles, Outages outages) {
        this.world = world;
        this.stories = stories;
        this.ledger = ledger;
        this.usage = usage;
        this.troubles = troubles;
        this.outages = outages;
    }

    /** @throws IllegalArgumentException if there is no such customer, kind or cause */
    void plan(Planned planned) {
        check(planned);
        long atMillis = planned.kind().equals(Episode.ONBOARDING)
                ? planned.onsetMillis() - Durations.DAY_MILLIS
                : planned.onsetMillis();
        at(atMillis, () -> begin(planned, atMillis));
    }

    private void check(Planned planned) {
        switch (planned.kind()) {
            case Episode.ERRORS -> {
                if (planned.cause() != null) {
                    stories.failure(planned.cause());
                }
            }
            case Episode.RETENTION, Episode.UPSELL, Episode.ONBOARDING, Episode.PLATFORM_INCIDENT -> {}
            default ->
                throw new IllegalArgumentException(
                        "no episode of kind '%s' can be caused; there are error_debugging, onboarding_check_in, retention_outreach, upsell_suggestion and platform_incident"
                                .formatted(planned.kind()));
        }
        if (planned.customer() != null
                && !planned.kind().equals(Episode.ONBOARDING)
                && named(planned.customer()) == null) {
            throw new IllegalArgumentException(
                    "the world has no customer '%s'; they are called example-corp, startup-inc, bigcorp-ltd, atrisk-co and simco-4 onwards"
                            .formatted(planned.customer()));
        }
    }

    private void at(long atMillis, Runnable what) {
        due.add(new Due(atMillis, order++, what));
    }

    void advance(long untilMillis) {
        while (!due.isEmpty() && due.element().atMillis() < untilMillis) {
            due.remove().what().run();
        }
    }

    private void begin(Planned planned, long atMillis) {
        switch (planned.kind()) {
            case Episode.ERRORS -> {
                for (Company company : of(planned, atMillis, one -> one.callsPerDay >= ERROR_CALLS_MIN)) {
                    fail(company, planned, atMillis);
                }
            }
            case Episode.RETENTION -> {
                for (Company company :
                        of(planned, atMillis, one -> one.tier == Tier.PRO || one.tier == Tier.ENTERPRISE)) {
                    move(company, planned, atMillis);
                }
            }
            case Episode.UPSELL -> {
                for (Company company :
                        of(planned, atMillis, one -> one.tier == Tier.TRIAL || one.tier == Tier.STARTER)) {
                    move(company, planned, atMillis);
                }
            }
            case Episode.ONBOARDING -> {
                int count = planned.customer() != null
                        ? 1
                        : Math.max(1, (int)
                                Math.round(planned.share() * world.companies().size()));
                for (int i = 0; i < count; i++) {
                    strand(planned, atMillis);
                }
            }
            case Episode.PLATFORM_INCIDENT ->
                outages.cause(
                        atMillis,
                        planned.durationMillis(),
                        planned.share() > 0 ? planned.share() : 1,
                        planned.severity());
            default -> throw new IllegalStateException("kind " + planned.kind() + " was checked before");
        }
    }

    private List<Company> of(Planned planned, long atMillis, Predicate<Company> fits) {
        if (planned.customer() != null) {
            Company company = named(planned.customer());
            return company == null ? List.of() : List.of(company);
        }
        List<Company> candidates = new ArrayList<>(world.companies().stream()
                .filter(company -> company.calls(atMillis) && company.usage == null && fits.test(company))
                .toList());
        candidates.sort(Comparator.comparingLong(company -> Stream.mix(company.daySeed ^ planned.onsetMillis())));
        int count =
                Math.max(1, (int) Math.round(planned.share() * world.companies().size()));
        return candidates.subList(0, Math.min(count, candidates.size()));
    }

    private @Nullable Company named(String id) {
        for (Company company : world.companies()) {
            if (company.id().equals(id)) {
                return company;
            }
        }
        return null;
    }

    private void fail(Company company, Planned planned, long atMillis) {
        Failure failure = planned.cause() != null
                ? stories.failure(planned.cause())
                : stories.failures()
                        .get(company.fortune.nextInt(stories.failures().size()));
        double rate = Math.clamp(planned.severity(), 0.02, 1.0);
        int slot = failure.oneRoute() ? Troubles.slot(company, rate) : -1;
        troubles.cause(company, failure, atMillis, planned.durationMillis(), rate, slot);
    }

    /** The company leaves its story for the time being: nothing else moves its rate of use. */
    private void move(Company company, Planned planned, long atMillis) {
        company.nextAtMillis = Long.MAX_VALUE;
        double before = company.level.at(atMillis);
        long ramp = Math.min(RAMP_MAX_MILLIS, Math.max(1, planned.durationMillis() / 4));
        usage.move(company, atMillis, ramp, Math.max(0, before * (1 + planned.severity())), SCENARIO);
        turn(company, atMillis, planned.severity() < 0 ? "declining" : "increasing");
        long back = atMillis + planned.durationMillis();
        at(back, () -> {
            usage.move(company, back, ramp, before, "came_back");
            turn(company, back, "stable");
            company.next = stories.steady();
            company.nextAtMillis = back + ramp;
        });
    }

    private void turn(Company company, long atMillis, String trend) {
        if (!company.trend.equals(trend)) {
            ledger.add(company, atMillis, new Occurrence.TrendTurn(company.trend, trend));
            company.trend = trend;
        }
    }

    /** Someone signs up, gets a key, and does not call before the episode ends. */
    private void strand(Planned planned, long atMillis) {
        long firstCall = planned.onsetMillis() + planned.durationMillis();
        world.strand(atMillis, firstCall);
    }
}
