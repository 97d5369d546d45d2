package io.aegis.simulator.world;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes integrations fail and be fixed, and keeps the truth of it. */
final class Troubles {

    record Told(Company company, Trouble trouble) {}

    /** An episode should be provable from its calls; this leaves room above the 12 nats that count for recall. */
    private static final double EVIDENCE_NATS = 17;

    private static final double RATE_MAX = 0.60;
    private static final double RATE_MIN = 0.15;
    /** Share of a day's calls that may be needed; more, and the true rate is drawn higher. */
    private static final double DAY_SHARE_MAX = 0.55;

    private static final double BUSY_HOURS_SHARE = 0.8;
    private static final long GAP_MIN_MILLIS = 3 * Durations.DAY_MILLIS;

    private final WorldSettings settings;
    private final Stories stories;
    private final Ledger ledger;
    private final List<Told> told = new ArrayList<>();

    Troubles(WorldSettings settings, Stories stories, Ledger ledger) {
        this.settings = settings;
        this.stories = stories;
        this.ledger = ledger;
    }

    /** Draws when the company's first trouble comes. */
    void begin(Company company, long atMillis) {
        company.nextTroubleMillis = next(company, atMillis + Durations.DAY_MILLIS);
    }

    /** A trouble that a person will see: from this instant, for this long at least. */
    void force(Company company, long atMillis, long leastMillis) {
        company.nextTroubleMillis = atMillis;
        company.forcedTroubleMillis = leastMillis;
    }

    void advance(Company company, long untilMillis) {
        Trouble now = company.trouble;
        if (now != null && !now.fixTold && now.endMillis < untilMillis) {
            end(company, now);
        }
        if (company.nextTroubleMillis < untilMillis && company.calls(company.nextTroubleMillis)) {
            start(company, company.nextTroubleMillis);
        } else if (company.nextTroubleMillis < untilMillis) {
            company.nextTroubleMillis = company.nextTroubleMillis >= company.callingUntilMillis
                    ? Long.MAX_VALUE
                    : untilMillis + Durations.DAY_MILLIS;
        }
    }

    private void end(Company company, Trouble trouble) {
        trouble.fixTold = true;
        ledger.add(
                company,
                trouble.endMillis,
                new Occurrence.Fix(trouble.meanRate(trouble.endMillis - 1, trouble.endMillis), trouble.base));
        if (company.fortune.chance(trouble.failure.relapseChance())) {
            company.relapse = trouble.failure;
            company.nextTroubleMillis =
                    trouble.endMillis + company.fortune.millis(3 * Durations.HOUR_MILLIS, 14 * Durations.HOUR_MILLIS);
        } else {
            company.nextTroubleMillis = next(company, trouble.endMillis + GAP_MIN_MILLIS);
        }
    }

    private long next(Company company, long fromMillis) {
        Population population = settings.population();
        if (company.callsPerDay < population.troubleCallsMin() || population.troublesPerDay() <= 0) {
            return Long.MAX_VALUE;
        }
        double days = company.fortune.exponential(1 / population.troublesPerDay());
        long atMillis = fromMillis + Math.round(Math.min(days, 36_500) * Durations.DAY_MILLIS);
        return company.fortune.chance(BUSY_HOURS_SHARE) ? busyHour(company, atMillis) : atMillis;
    }

    /** Releases go out in working hours: the same day between nine and five, local time. */
    private static long busyHour(Company company, long atMillis) {
        long zone = company.place.hours() * Durations.HOUR_MILLIS;
        long midnight = Math.floorDiv(atMillis + zone, Durations.DAY_MILLIS) * Durations.DAY_MILLIS - zone;
        long later = midnight + Math.round(company.fortune.uniform(9, 17) * Durations.HOUR_MILLIS);
        return later >= atMillis ? later : later + Durations.DAY_MILLIS;
    }

    private void start(Company company, long atMillis) {
        Failure failure = company.relapse != null ? company.relapse : draw(company.fortune);
        boolean relapsed = company.relapse != null;
        company.relapse = null;
        double rate = provable(company, atMillis, company.fortune.uniform(failure.low(), failure.high()));
        int slot = failure.oneRoute() ? slot(company, rate) : -1;
        double need = evidenceCalls(rate) / Math.max(1, company.callsPerDay * company.level.at(atMillis));
        double hours = company.fortune.logUniform(0.6, 30) * (relapsed ? 0.4 : 1);
        long length = Math.max(
                Math.round(Math.max(hours / 24, need * 1.7) * Durations.DAY_MILLIS), company.forcedTroubleMillis);
        company.forcedTroubleMillis = 0;
        cause(company, failure, atMillis, length, rate, slot);
    }

    /** Makes the company fail in this way from now on, for this long. */
    void cause(Company company, Failure failure, long atMillis, long lengthMillis, double rate, int slot) {
        double base = company.baseErrorRate;
        double share = slot >= 0 ? company.share(slot) : 1;
        Trouble trouble = new Trouble(failure, atMillis, atMillis + lengthMillis, base, rate, slot, share);
        company.trouble = trouble;
        company.nextTroubleMillis = Long.MAX_VALUE;
        told.add(new Told(company, trouble));
        ledger.add(company, atMillis, new Occurrence.Spike(base, rate));
        int status = failure.statuses().getFirst();
        if (failure.cause().equals("revoked_key") && company.keys > 1) {
            ledger.line(company, atMillis, Lines.key(company, atMillis, company.keys - 1, false, true));
        }
        report(company, trouble, status);
    }

    /** The company's error tracker notices after a while. */
    private void report(Company company, Trouble trouble, int status) {
        long after = company.fortune.millis(2 * Durations.MINUTE_MILLIS, Durations.HOUR_MILLIS);
        if (trouble.onsetMillis + after < trouble.endMillis) {
            Route route = Route.ALL.get(company.routes[Math.max(0, trouble.slot)]);
            // Not formatted: digits must not depend on the locale.
            String where = trouble.slot >= 0 ? route.method() + " " + route.path() : "the API";
            String title = "HTTP " + status + " from " + where;
            long atMillis = trouble.onsetMillis + after;
            ledger.line(company, atMillis, Lines.error(company, atMillis, title, 1 + company.fortune.nextInt(40)));
        }
    }

    /** A rate at which the company's calls of part of a day prove the episode, where one exists. */
    private static double provable(Company company, long atMillis, double drawn) {
        double rate = drawn;
        double daily = company.callsPerDay * company.level.at(atMillis);
        while (rate < RATE_MAX && evidenceCalls(rate) > DAY_SHARE_MAX * daily) {
            rate += 0.01;
        }
        return Math.min(RATE_MAX, rate);
    }

    private static double evidenceCalls(double rate) {
        double p = Math.max(RATE_MIN, rate);
        double nats = p * StrictMath.log(p / 0.10) + (1 - p) * StrictMath.log((1 - p) / 0.90);
        return EVIDENCE_NATS / nats;
    }

    /** A route that carries enough of the calls, -1 for all where none does. */
    static int slot(Company company, double rate) {
        int slots = company.routes.length;
        int first = company.fortune.nextInt(slots);
        for (int i = 0; i < slots; i++) {
            int slot = (first + i) % slots;
            if (company.share(slot) > rate * 1.02) {
                return slot;
            }
        }
        return -1;
    }

    private Failure draw(Stream stream) {
        double sum = 0;
        for (Failure failure : stories.failures()) {
            sum += failure.weight();
        }
        double at = stream.nextDouble() * sum;
        for (Failure failure : stories.failures()) {
            at -= failure.weight();
            if (at < 0) {
                return failure;
            }
        }
        return stories.failures().getLast();
    }

    List<Told> told() {
        return told;
    }

    static @Nullable Trouble current(Company company, long atMillis) {
        Trouble trouble = company.trouble;
        return trouble != null && atMillis >= trouble.onsetMillis && atMillis < trouble.endMillis ? trouble : null;
    }
}
