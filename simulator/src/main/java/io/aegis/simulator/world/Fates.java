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
    /** Orders of a person come after everything that the world itself does at the same instant. */
    private static final int ORDERS_FROM = 1 << 30;

    static final String SILENT = "silent";

    /** A paying company that made no call at all. */
    record Silence(Company company, long onsetMillis, long endMillis) {}

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
    private final List<Silence> silences = new ArrayList<>();
    private int order;
    private int orders = ORDERS_FROM;

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
        add(planned, order++);
    }

    /** @throws IllegalArgumentException also if it cannot happen there now */
    void order(Planned planned) {
        check(planned);
        Company company = planned.customer() == null ? null : named(planned.customer());
        if (company != null && !planned.kind().equals(Episode.PLATFORM_INCIDENT)) {
            if (!company.calls(planned.onsetMillis())) {
                throw new IllegalArgumentException(
                        "%s makes no calls at present; choose one that does".formatted(company.name()));
            }
            if (moves(planned.kind()) && planned.onsetMillis() < company.usageFromMillis) {
                throw new IllegalArgumentException(
                        "%s calls for less than 14 days; before that no usage can grow or fall"
                                .formatted(company.name()));
            }
        }
        add(planned, orders++);
    }

    /** An order that was checked when it was given. */
    void restore(Planned planned) {
        add(planned, orders++);
    }

    private static boolean moves(String kind) {
        return kind.equals(Episode.RETENTION) || kind.equals(Episode.UPSELL);
    }

    List<Silence> silences() {
        return silences;
    }

    private void add(Planned planned, int place) {
        long atMillis = planned.kind().equals(Episode.ONBOARDING)
                ? planned.onsetMillis() - Durations.DAY_MILLIS
                : planned.onsetMillis();
        due.add(new Due(atMillis, place, () -> begin(planned, atMillis)));
    }

    private void check(Planned planned) {
        switch (planned.kind()) {
            case Episode.ERRORS -> {
                if (planned.cause() != null) {
                    stories.failure(planned.cause());
                }
            }
            case Episode.RETENTION, Episode.UPSELL, Episode.ONBOARDING, Episode.SILENCE, Episode.PLATFORM_INCIDENT -> {}
            default ->
                throw new IllegalArgumentException(
                        "no episode of kind '%s' can be caused; there are error_debugging, onboarding_check_in, retention_outreach, upsell_suggestion, gone_quiet and platform_incident"
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
            case Episode.SILENCE -> {
                for (Company company : of(planned, atMillis, one -> true)) {
                    silence(company, planned, atMillis);
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
        boolean everyone = planned.share() >= 1;
        List<Company> candidates = new ArrayList<>(world.companies().stream()
                .filter(company -> company.calls(atMillis) && (company.usage == null || everyone) && fits.test(company))
                .filter(company -> !moves(planned.kind()) || atMillis >= company.usageFromMillis)
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
        Failure failure = planned.cause() != null ? stories.failure(planned.cause()) : any(company.fortune);
        double rate = Math.clamp(planned.severity(), 0.02, 1.0);
        Trouble before = company.trouble;
        if (before != null && before.endMillis > atMillis) {
            before.endMillis = atMillis;
        }
        int slot = failure.oneRoute() ? Troubles.slot(company, rate) : -1;
        troubles.cause(company, failure, atMillis, planned.durationMillis(), rate, slot);
    }

    private Failure any(Stream stream) {
        List<Failure> usual = stories.failures().stream()
                .filter(failure -> failure.weight() > 0)
                .toList();
        return usual.get(stream.nextInt(usual.size()));
    }

    /** Not a single call until it is over; then all is as it was. */
    private void silence(Company company, Planned planned, long atMillis) {
        double before = company.level.at(atMillis);
        if (before <= 0) {
            return;
        }
        long back = atMillis + planned.durationMillis();
        State next = company.next;
        long nextAtMillis = company.nextAtMillis;
        company.nextAtMillis = Long.MAX_VALUE;
        usage.move(company, atMillis, 1, 0, SILENT);
        turn(company, atMillis, "declining");
        if (company.tier != Tier.NONE && company.tier != Tier.TRIAL) {
            silences.add(new Silence(company, atMillis, back));
        }
        at(back, () -> {
            usage.move(company, back, 1, before, "came_back");
            turn(company, back, "stable");
            company.next = next;
            company.nextAtMillis = nextAtMillis == Long.MAX_VALUE ? nextAtMillis : Math.max(back, nextAtMillis);
        });
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
