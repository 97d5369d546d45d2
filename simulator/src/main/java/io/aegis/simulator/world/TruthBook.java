package io.aegis.simulator.world;

import io.aegis.simulator.truth.Episode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes down what was true in a world up to an instant, from its latent causes. */
final class TruthBook {

    private static final long MERGE_MILLIS = Durations.DAY_MILLIS;
    private static final Comparator<Episode> BY_CUSTOMER_AND_KIND = Comparator.<Episode, String>comparing(
                    episode -> episode.customer() == null ? "" : episode.customer())
            .thenComparing(Episode::kind)
            .thenComparingLong(Episode::onsetMillis);

    private final long fromMillis;
    private final long untilMillis;
    private final List<Episode> episodes = new ArrayList<>();

    TruthBook(long fromMillis, long untilMillis) {
        this.fromMillis = fromMillis;
        this.untilMillis = untilMillis;
    }

    void errors(Company company, Trouble trouble) {
        long end = Math.min(trouble.endMillis, company.callingUntilMillis);
        long onset = trouble.aboveFromMillis();
        double severity = trouble.meanRate(onset, Math.min(end, untilMillis));
        add(new Episode(company.id(), Episode.ERRORS, trouble.failure.cause(), onset, end, severity, trouble.calls));
    }

    void usage(Company company, UsageEpisode usage) {
        long onset = usage.onsetMillis;
        if (!usage.decline) {
            if (company.thousandthCallMillis < 0) {
                return;
            }
            onset = Math.max(onset, company.thousandthCallMillis);
        }
        String kind = usage.decline ? Episode.RETENTION : Episode.UPSELL;
        long end = Math.min(usage.endMillis, company.cancelledMillis);
        add(new Episode(company.id(), kind, usage.cause, onset, end, usage.severity, usage.calls));
    }

    /** Waits with a key for more than a day. */
    void onboarding(Company company) {
        long onset = company.keyIssuedMillis + Durations.DAY_MILLIS;
        long end = company.firstCallMillis < 0 ? Long.MAX_VALUE : company.firstCallMillis;
        String cause = company.firstCallMillis < 0 ? "never_calls" : "stuck_before_first_call";
        add(new Episode(company.id(), Episode.ONBOARDING, cause, onset, end, 0, 0));
    }

    void outage(Outages.Outage outage) {
        add(new Episode(
                null,
                Episode.PLATFORM_INCIDENT,
                "platform_outage",
                outage.onsetMillis(),
                outage.endMillis(),
                outage.rate(),
                0));
    }

    void silence(Fates.Silence silence) {
        long end = Math.min(silence.endMillis(), silence.company().cancelledMillis);
        add(new Episode(silence.company().id(), Episode.SILENCE, Fates.SILENT, silence.onsetMillis(), end, -1, 0));
    }

    private void add(Episode episode) {
        long onset = Math.max(fromMillis, episode.onsetMillis());
        long end = Math.min(untilMillis, episode.endMillis());
        if (onset < end) {
            episodes.add(new Episode(
                    episode.customer(),
                    episode.kind(),
                    episode.cause(),
                    onset,
                    end,
                    episode.severity(),
                    episode.callsInEpisode()));
        }
    }

    /** All episodes, those of one customer and kind less than a day apart made one, by onset. */
    List<Episode> episodes() {
        episodes.sort(BY_CUSTOMER_AND_KIND);
        List<Episode> merged = new ArrayList<>();
        for (Episode episode : episodes) {
            Episode last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && same(last, episode) && episode.onsetMillis() - last.endMillis() < MERGE_MILLIS) {
                merged.set(merged.size() - 1, merge(last, episode));
            } else {
                merged.add(episode);
            }
        }
        merged.sort(Comparator.comparingLong(Episode::onsetMillis).thenComparing(BY_CUSTOMER_AND_KIND));
        return merged;
    }

    private static boolean same(Episode a, Episode b) {
        return a.kind().equals(b.kind()) && java.util.Objects.equals(a.customer(), b.customer());
    }

    private static Episode merge(Episode a, Episode b) {
        double lengthA = a.endMillis() - a.onsetMillis();
        double lengthB = b.endMillis() - b.onsetMillis();
        boolean errors = a.kind().equals(Episode.ERRORS);
        double severity = errors
                ? (a.severity() * lengthA + b.severity() * lengthB) / (lengthA + lengthB)
                : Math.abs(a.severity()) >= Math.abs(b.severity()) ? a.severity() : b.severity();
        return new Episode(
                a.customer(),
                a.kind(),
                a.cause(),
                a.onsetMillis(),
                Math.max(a.endMillis(), b.endMillis()),
                severity,
                a.callsInEpisode() + b.callsInEpisode());
    }
}
