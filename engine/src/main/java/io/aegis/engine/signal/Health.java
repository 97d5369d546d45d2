package io.aegis.engine.signal;

import io.aegis.engine.event.Stage;
import io.aegis.engine.event.SubscriptionStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The engagement score, 0 to 100, as a weighted sum whose parts are shown, and the health that follows from it. Time
 * enters in whole hours, so the score changes at known instants.
 */
public enum Health {
    NEW("new"),
    HEALTHY("healthy"),
    NEEDS_ATTENTION("needs_attention"),
    AT_RISK("at_risk");

    private static final double HEALTHY_MIN = 70;
    private static final double ATTENTION_MIN = 45;

    private final String id;

    Health(String id) {
        this.id = id;
    }

    /** The word used in rules, API and files. */
    public String id() {
        return id;
    }

    /**
     * One part of the score.
     *
     * @param share 0 to 1
     * @param pointsMax what it gives at 1
     */
    public record Part(String name, double share, double pointsMax) {}

    static Health of(Measures m) {
        if (m.number(Signal.CALLS_TOTAL) == 0 && m.stage().compareTo(Stage.FIRST_API_CALL) < 0) {
            return NEW;
        }
        double score = score(m);
        if (score >= HEALTHY_MIN) {
            return HEALTHY;
        }
        return score >= ATTENTION_MIN ? NEEDS_ATTENTION : AT_RISK;
    }

    static double score(Measures m) {
        double points = 0;
        for (Part part : parts(m)) {
            points += part.share() * part.pointsMax();
        }
        return Math.rint(points);
    }

    /** The parts of the score, in order. */
    public static List<Part> parts(Measures m) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("recency", recency(m), 25));
        parts.add(new Part("trend", trend(m), 20));
        parts.add(new Part("reliability", reliability(m), 25));
        parts.add(new Part("integration", m.stage().ordinal() / (Stage.values().length - 1.0), 15));
        parts.add(new Part("commercial", commercial(m), 15));
        return parts;
    }

    /** Full up to a day of silence, nothing from two weeks on. */
    private static double recency(Measures m) {
        double hours = Math.floor(m.number(Signal.HOURS_SINCE_LAST_CALL));
        return Double.isNaN(hours) ? 0 : Math.clamp(1 - (hours - 24) / (13 * 24), 0, 1);
    }

    /** Half while stable or unknown. */
    private static double trend(Measures m) {
        String trend = m.text(Signal.USAGE_TREND);
        return "increasing".equals(trend) ? 1 : "declining".equals(trend) ? 0 : 0.6;
    }

    /** Nothing from 20 % errors on; half where nothing was called. */
    private static double reliability(Measures m) {
        double rate = m.number(Signal.ERROR_RATE);
        return Double.isNaN(rate) ? 0.5 : Math.clamp(1 - rate / 0.2, 0, 1);
    }

    private static double commercial(Measures m) {
        double standing =
                switch (m.subscriptionStatus()) {
                    case ACTIVE -> 1;
                    case TRIALING -> 0.7;
                    case PAST_DUE -> 0.3;
                    case NONE -> 0.4;
                    case CANCELED -> 0;
                };
        boolean owes = m.number(Signal.FAILED_PAYMENTS) > 0 && m.subscriptionStatus() != SubscriptionStatus.CANCELED;
        return owes ? standing / 2 : standing;
    }
}
