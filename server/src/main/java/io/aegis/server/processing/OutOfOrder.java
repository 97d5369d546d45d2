package io.aegis.server.processing;

import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.Subscription;
import io.aegis.formats.identity.Door;
import io.aegis.server.journal.BillingOrder;
import io.aegis.server.journal.BillingOrder.Newest;
import io.aegis.server.postgres.Session;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks come in any order; what they tell holds from the time in them. A state older than one that was taken already
 * is left out, a failed payment only if a later one succeeded. Of several subscriptions each has its own order, and what
 * a customer has is what they are together. One thread.
 */
final class OutOfOrder {

    private static final String PAID = "paid";
    private static final String UNPAID = "unpaid";
    private static final String SUBSCRIPTION = "subscription";

    private final Group group;
    private final Submission submission;
    private final int customer;
    private final String source;
    private final Map<String, Newest> newest;

    private OutOfOrder(Group group, Session session, Submission submission, int customer) {
        this.group = group;
        this.submission = submission;
        this.customer = customer;
        this.source = submission.source() + "/";
        this.newest = new HashMap<>(session.retried((connection, again) -> BillingOrder.find(connection, customer)));
        group.billing.forEach((key, known) -> {
            if (key.customer() == customer) {
                newest.put(key.kind(), known);
            }
        });
        newest.values().removeIf(Newest.FORGOTTEN::equals);
    }

    /** The event as it is to be taken; null where a newer one of its kind was taken already. */
    static @Nullable PublicEvent inOrder(
            Group group, Session session, Submission submission, int customer, PublicEvent event) {
        if (submission.door() != Door.FOREIGN) {
            return event;
        }
        return switch (event.fact()) {
            case Payment payment ->
                new OutOfOrder(group, session, submission, customer)
                        .single(event, payment.succeeded() ? PAID : UNPAID, payment.succeeded() ? UNPAID : PAID);
            case CustomerUpdate record ->
                new OutOfOrder(group, session, submission, customer).single(event, "record", "record");
            case Subscription state -> new OutOfOrder(group, session, submission, customer).subscription(event, state);
            default -> event;
        };
    }

    private @Nullable PublicEvent single(PublicEvent event, String kind, String rival) {
        if (event.atMillis() < at(source + rival)) {
            return null;
        }
        keep(source + kind, new Newest(Math.max(event.atMillis(), at(source + kind)), null));
        return event;
    }

    private @Nullable PublicEvent subscription(PublicEvent event, Subscription state) {
        String one = submission.subscription();
        String all = source + SUBSCRIPTION;
        if (event.atMillis() < at(all)) {
            return null;
        }
        if (one == null) {
            return event.atMillis() < Subscriptions.of(newest, all + "/").latestMillis() ? null : ofAll(event, all);
        }
        String kind = all + "/" + one;
        if (event.atMillis() < at(kind)) {
            return null;
        }
        keep(kind, new Newest(event.atMillis(), state));
        Subscriptions known = Subscriptions.of(newest, all + "/");
        known.tooMany().forEach(old -> keep(old, Newest.FORGOTTEN));
        return new PublicEvent(
                event.customer(), known.latestMillis(), event.id(), known.together(state), event.profile());
    }

    /** What names no subscription, as the end of the customer there, stands for all of them. */
    private PublicEvent ofAll(PublicEvent event, String all) {
        keep(all, new Newest(event.atMillis(), null));
        newest.keySet().stream()
                .filter(kind -> kind.startsWith(all + "/"))
                .toList()
                .forEach(kind -> keep(kind, Newest.FORGOTTEN));
        return event;
    }

    private long at(String kind) {
        Newest known = newest.get(kind);
        return known == null ? Long.MIN_VALUE : known.atMillis();
    }

    private void keep(String kind, Newest known) {
        newest.put(kind, known);
        group.billing.put(new BillingOrder.Key(customer, kind), known);
    }
}
