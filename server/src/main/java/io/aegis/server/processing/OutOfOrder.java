package io.aegis.server.processing;

import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.Subscription;
import io.aegis.formats.identity.Door;
import io.aegis.server.journal.BillingOrder;
import io.aegis.server.postgres.Session;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks come in any order; what they tell holds from the time in them. A state older than one that was taken already
 * is left out, a failed payment only if a later one succeeded. One thread.
 */
final class OutOfOrder {

    private static final String PAID = "paid";
    private static final String UNPAID = "unpaid";

    private OutOfOrder() {}

    /** Whether a newer one of its kind was taken already; if not, this is the newest from now on. */
    static boolean isOutdated(Group group, Session session, Submission submission, int customer, PublicEvent event) {
        String kind = submission.door() == Door.FOREIGN ? kind(event) : null;
        if (kind == null) {
            return false;
        }
        String source = submission.source() + "/";
        Map<String, Long> newest =
                new HashMap<>(session.retried((connection, again) -> BillingOrder.find(connection, customer)));
        group.billing.forEach((key, at) -> {
            if (key.customer() == customer) {
                newest.put(key.kind(), at);
            }
        });
        String rival = kind.equals(UNPAID) ? PAID : kind.equals(PAID) ? UNPAID : kind;
        if (event.atMillis() < newest.getOrDefault(source + rival, Long.MIN_VALUE)) {
            return true;
        }
        group.billing.put(
                new BillingOrder.Key(customer, source + kind),
                Math.max(event.atMillis(), newest.getOrDefault(source + kind, Long.MIN_VALUE)));
        return false;
    }

    private static @Nullable String kind(PublicEvent event) {
        if (event.fact() instanceof Payment payment) {
            return payment.succeeded() ? PAID : UNPAID;
        }
        if (event.fact() instanceof Subscription) {
            return "subscription";
        }
        return event.fact() instanceof CustomerUpdate ? "record" : null;
    }
}
