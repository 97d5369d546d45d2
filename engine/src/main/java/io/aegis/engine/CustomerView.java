package io.aegis.engine;

import io.aegis.engine.event.Stage;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.intervention.Evidence;
import io.aegis.engine.intervention.Intervention;
import java.util.List;
import java.util.SortedMap;

/**
 * All that the engine knows of a customer, evaluated at one instant.
 *
 * @param signals every signal by its name; a value is a Long, Double, Boolean, String, List of String, or
 *     {@link #UNKNOWN}; instants are epoch milliseconds
 * @param stageTimes when each stage was reached, by {@link Stage} ordinal, -1 where not
 * @param scoreParts what makes up {@code engagement_score}, in order
 * @param live the interventions that have not ended, with their latest evidence as of now
 */
public record CustomerView(
        int customer,
        long atMillis,
        Tier tier,
        Stage stage,
        SubscriptionStatus subscriptionStatus,
        SortedMap<String, Object> signals,
        List<Long> stageTimes,
        List<ScorePart> scoreParts,
        List<Evidence.Failing> failing,
        List<Intervention> live) {

    /** A signal without a value: not enough data. */
    public static final Object UNKNOWN = new Object() {
        @Override
        public String toString() {
            return "unknown";
        }
    };

    /**
     * One part of the engagement score.
     *
     * @param points what it gives now
     * @param pointsMax what it can give
     */
    public record ScorePart(String name, double points, double pointsMax) {}
}
