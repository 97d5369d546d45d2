package io.aegis.engine.intervention;

import io.aegis.engine.event.Fact;
import org.jspecify.annotations.Nullable;

/** Makes the next version of an intervention: takes one, changes fields, gives a new one. */
final class Edit {

    private final Intervention of;
    Status status;
    long openedAt;
    long clearedAt;
    int reopenings;

    @Nullable
    String endReason;

    @Nullable
    String heldBy;

    @Nullable
    String assignee;

    long acknowledgedAt;
    long snoozedUntil;
    Explanation explanation;
    Evidence opening;
    Evidence latest;

    Edit(Intervention of) {
        this.of = of;
        status = of.status();
        openedAt = of.openedAtMillis();
        clearedAt = of.clearedAtMillis();
        reopenings = of.reopenings();
        endReason = of.endReason();
        heldBy = of.heldBy();
        assignee = of.assignee();
        acknowledgedAt = of.acknowledgedAtMillis();
        snoozedUntil = of.snoozedUntilMillis();
        explanation = new Explanation(of.reason(), of.diagnosis(), of.recommendedAction());
        opening = of.opening();
        latest = of.latest();
    }

    /** Waits for a person again. */
    Edit open() {
        status = Status.OPEN;
        clearedAt = Fact.UNKNOWN;
        endReason = null;
        heldBy = null;
        snoozedUntil = Fact.UNKNOWN;
        return this;
    }

    Edit end(Status as, long atMillis, String reason) {
        status = as;
        clearedAt = atMillis;
        endReason = reason;
        snoozedUntil = Fact.UNKNOWN;
        return this;
    }

    Intervention done() {
        return new Intervention(
                of.id(),
                of.customer(),
                of.rule(),
                of.title(),
                of.priority(),
                status,
                openedAt,
                clearedAt,
                reopenings,
                explanation.reason(),
                endReason,
                explanation.diagnosis(),
                explanation.recommendedAction(),
                heldBy,
                assignee,
                acknowledgedAt,
                snoozedUntil,
                of.shadow(),
                opening,
                latest);
    }
}
