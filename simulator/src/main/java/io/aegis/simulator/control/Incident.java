package io.aegis.simulator.control;

import io.aegis.simulator.truth.Episode;
import io.aegis.simulator.world.Planned;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person may cause, with what is usual for it. */
enum Incident {
    ERROR_SPIKE(Episode.ERRORS, "bad_release", 0.35, 2),
    KEY_REVOKED(Episode.ERRORS, "revoked_key", 0.6, 2),
    SILENCE(Episode.SILENCE, null, -1, 3),
    GROWTH(Episode.UPSELL, null, 1, 14),
    DECLINE(Episode.RETENTION, null, -0.6, 14),
    PLATFORM_OUTAGE(Episode.PLATFORM_INCIDENT, null, 0.6, 0.125);

    private static final double CYCLES_MAX = 100;

    private final String kind;
    private final @Nullable String cause;
    private final double severity;
    private final double cycles;

    Incident(String kind, @Nullable String cause, double severity, double cycles) {
        this.kind = kind;
        this.cause = cause;
        this.severity = severity;
        this.cycles = cycles;
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming those that there are */
    static Incident of(String id) {
        for (Incident incident : values()) {
            if (incident.id().equals(id)) {
                return incident;
            }
        }
        throw new IllegalArgumentException("what (%s) cannot be caused; there are %s"
                .formatted(
                        id,
                        String.join(
                                ", ", Arrays.stream(values()).map(Incident::id).toList())));
    }

    /**
     * @param customer id of the company; null for all
     * @param lasts cycles, NaN for the usual
     * @throws IllegalArgumentException if it lasts no time or too long
     */
    Planned at(@Nullable String customer, double lasts, long lapseMillis) {
        double of = Double.isNaN(lasts) ? cycles : lasts;
        if (!(of > 0 && of <= CYCLES_MAX)) {
            throw new IllegalArgumentException("cycles (%s) must lie above 0 and up to %s".formatted(of, CYCLES_MAX));
        }
        return new Planned(
                this == PLATFORM_OUTAGE ? null : customer,
                customer == null || this == PLATFORM_OUTAGE ? 1 : 0,
                kind,
                cause,
                0,
                Math.max(1, Math.round(of * lapseMillis)),
                severity);
    }
}
