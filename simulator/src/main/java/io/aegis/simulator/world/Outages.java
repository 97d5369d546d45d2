package io.aegis.simulator.world;

import java.util.ArrayList;
import java.util.List;

/** Failures of the platform itself: a share of all companies gets 503 and waits long. */
final class Outages {

    /** @param share of the companies that it reaches; {@code rate} of their calls fails */
    record Outage(long onsetMillis, long endMillis, double share, double rate) {}

    private static final int STREAM = 9;

    private final List<Outage> outages = new ArrayList<>();
    private final WorldSettings settings;
    private final Ledger ledger;
    private final Stream stream;
    private long nextMillis = Long.MAX_VALUE;
    private long activeUntilMillis = Long.MIN_VALUE;

    Outages(WorldSettings settings, Ledger ledger) {
        this.settings = settings;
        this.ledger = ledger;
        this.stream = Stream.of(settings.seed(), STREAM, STREAM);
        schedule(settings.beginMillis() + 7 * Durations.DAY_MILLIS);
    }

    private void schedule(long fromMillis) {
        double perMonth = settings.population().outagesPerMonth();
        if (perMonth > 0) {
            nextMillis = fromMillis + Math.round(stream.exponential(30 / perMonth) * Durations.DAY_MILLIS);
        }
    }

    void advance(long untilMillis) {
        while (nextMillis < untilMillis) {
            long atMillis = nextMillis;
            nextMillis = Long.MAX_VALUE;
            long length = stream.millis(15 * Durations.MINUTE_MILLIS, 4 * Durations.HOUR_MILLIS);
            cause(atMillis, length, stream.uniform(0.5, 1), stream.uniform(0.3, 0.8));
            schedule(atMillis + length + Durations.DAY_MILLIS);
        }
    }

    void cause(long atMillis, long lengthMillis, double share, double rate) {
        outages.add(new Outage(atMillis, atMillis + lengthMillis, share, rate));
        activeUntilMillis = Math.max(activeUntilMillis, atMillis + lengthMillis);
        ledger.add(null, atMillis, new Occurrence.Outage(true, share));
        ledger.add(null, atMillis + lengthMillis, new Occurrence.Outage(false, share));
    }

    boolean hits(Company company, long atMillis, double luck) {
        if (atMillis >= activeUntilMillis) {
            return false;
        }
        for (Outage outage : outages) {
            if (atMillis >= outage.onsetMillis() && atMillis < outage.endMillis() && luck < outage.rate()) {
                long lot = Stream.mix(company.daySeed ^ outage.onsetMillis()) >>> 11;
                if (lot * 0x1.0p-53 < outage.share()) {
                    return true;
                }
            }
        }
        return false;
    }

    List<Outage> told() {
        return outages;
    }
}
