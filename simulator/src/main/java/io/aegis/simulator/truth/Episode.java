package io.aegis.simulator.truth;

import org.jspecify.annotations.Nullable;

/**
 * One stretch in which something was truly so, cut to what is covered.
 *
 * @param customer id as in the events; null for the platform's own incidents
 * @param kind the rule that should see it, or {@link #PLATFORM_INCIDENT}
 * @param cause latent cause
 * @param severity mean true error rate while above 10 %, or the relative move of the rate of use; 0 where neither fits
 */
public record Episode(
        @Nullable String customer,
        String kind,
        String cause,
        long onsetMillis,
        long endMillis,
        double severity,
        long callsInEpisode) {

    public static final String ERRORS = "error_debugging";
    public static final String ONBOARDING = "onboarding_check_in";
    public static final String RETENTION = "retention_outreach";
    public static final String UPSELL = "upsell_suggestion";
    public static final String SILENCE = "gone_quiet";
    public static final String PLATFORM_INCIDENT = "platform_incident";

    private static final double ERROR_LIMIT = 0.10;
    private static final double EVIDENCE_MIN_NATS = 12;
    private static final double MOVE_MIN = 0.40;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final long MOVE_MIN_MILLIS = 10 * DAY_MILLIS;

    /** Whether a monitor could be asked to find it; the others are left out of recall. */
    public boolean countsForRecall() {
        return switch (kind) {
            case ERRORS -> evidenceNats() >= EVIDENCE_MIN_NATS;
            case RETENTION, UPSELL -> Math.abs(severity) >= MOVE_MIN && endMillis - onsetMillis >= MOVE_MIN_MILLIS;
            default -> true;
        };
    }

    /** What its calls of at most a day can prove against a rate of 10 %: n × KL(p‖0.10). */
    private double evidenceNats() {
        double p = Math.min(severity, 1 - 1e-12);
        if (p <= ERROR_LIMIT) {
            return 0;
        }
        double n = callsInEpisode * Math.min(1.0, (double) DAY_MILLIS / Math.max(1, endMillis - onsetMillis));
        return n * (p * StrictMath.log(p / ERROR_LIMIT) + (1 - p) * StrictMath.log((1 - p) / (1 - ERROR_LIMIT)));
    }
}
