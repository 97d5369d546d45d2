package io.aegis.simulator.world;

import io.aegis.engine.event.Tier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves companies' true rates of use and keeps the truth of it. */
final class Usage {

    /** A smaller true move is no episode. */
    static final double MOVE_MIN = 0.25;
    /** A decline is over when the rate is back at this share of the level before. */
    private static final double RECOVERED_SHARE = 0.85;
    /** A growth is over when the rate has fallen back to this multiple of the level before. */
    private static final double SHRUNK_SHARE = 1.2;
    /** So long after a decline's ramp the lower level is the usual one, as the rule's {@code settled_lower} says. */
    private static final long DECLINE_SETTLES_MILLIS = 28 * Durations.DAY_MILLIS;
    /** Two weeks after a growth's ramp, no week is above the week before. */
    private static final long GROWTH_SETTLES_MILLIS = 14 * Durations.DAY_MILLIS;

    record Told(Company company, UsageEpisode episode) {}

    private final List<Told> told = new ArrayList<>();

    void move(Company company, long atMillis, long overMillis, double target, String cause) {
        double before = company.level.at(atMillis);
        company.level.ramp(atMillis, overMillis, target);
        long rampEnd = atMillis + overMillis;
        double severity = before <= 0 ? 0 : target / before - 1;
        UsageEpisode open = openAt(company, atMillis);
        if (open != null && open.decline == (severity < 0)) {
            open.endMillis = rampEnd + settles(open.decline);
            open.severity = target / open.before - 1;
            return;
        }
        if (open != null) {
            double over = open.before * (open.decline ? RECOVERED_SHARE : SHRUNK_SHARE);
            open.endMillis = Math.min(open.endMillis, company.level.crosses(over));
        }
        if (Math.abs(severity) >= MOVE_MIN - 1e-9 && fits(company.tier, severity < 0)) {
            company.usage =
                    new UsageEpisode(severity < 0, cause, atMillis, before, severity, rampEnd + settles(severity < 0));
            told.add(new Told(company, company.usage));
        }
    }

    private static @Nullable UsageEpisode openAt(Company company, long atMillis) {
        UsageEpisode usage = company.usage;
        return usage != null && atMillis < usage.endMillis ? usage : null;
    }

    /** The company's tier changed, or it stopped mattering: an episode that no longer fits ends. */
    void tierChanged(Company company, long atMillis) {
        UsageEpisode open = openAt(company, atMillis);
        if (open != null && !fits(company.tier, open.decline)) {
            open.endMillis = atMillis;
        }
    }

    List<Told> told() {
        return told;
    }

    private static long settles(boolean decline) {
        return decline ? DECLINE_SETTLES_MILLIS : GROWTH_SETTLES_MILLIS;
    }

    private static boolean fits(Tier tier, boolean decline) {
        return decline ? tier == Tier.PRO || tier == Tier.ENTERPRISE : tier == Tier.TRIAL || tier == Tier.STARTER;
    }
}
