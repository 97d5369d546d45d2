package io.aegis.server.projection;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.Track;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened with a customer's keys or bills.
 *
 * @param kind {@code key_issued}, {@code key_revoked}, {@code payment_succeeded}, {@code payment_failed}, or
 *     {@code subscription_} and its state
 */
public record Happening(int customer, long atMillis, String kind) {

    /** What kind a fact is of; null for one that is none. */
    public static @Nullable String kindOf(Fact fact) {
        return switch (fact) {
            case ApiKey key -> key.revoked() ? "key_revoked" : "key_issued";
            case Payment payment -> payment.succeeded() ? "payment_succeeded" : "payment_failed";
            case Subscription subscription ->
                "subscription_" + subscription.status().id();
            case ApiCall ignored -> null;
            case ApiCalls ignored -> null;
            case CustomerUpdate ignored -> null;
            case CustomerRemoved ignored -> null;
            case ErrorReport ignored -> null;
            case Login ignored -> null;
            case Track ignored -> null;
            case ReportedSignal ignored -> null;
        };
    }
}
