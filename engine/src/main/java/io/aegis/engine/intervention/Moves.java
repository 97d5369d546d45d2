package io.aegis.engine.intervention;

import io.aegis.engine.event.Fact;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What people do with an intervention. */
final class Moves {

    private Moves() {}

    /** Carries out a move on the case's intervention; gives the reason where the lifecycle does not have it. */
    static @Nullable String move(
            Case of, Move move, String actor, long now, long cooldown, BiConsumer<Intervention, TimelineEntry> told) {
        Intervention current = java.util.Objects.requireNonNull(of.current);
        String refused = refusal(current, move, now);
        if (refused != null) {
            return refused;
        }
        Edit edit = new Edit(current);
        TimelineEntry entry =
                switch (move) {
                    case Move.Acknowledge ignored -> {
                        edit.acknowledgedAt = now;
                        yield entry(now, "acknowledged", actor, "acknowledged");
                    }
                    case Move.Assign assign -> {
                        edit.assignee = assign.assignee().isEmpty() ? null : assign.assignee();
                        String text = edit.assignee == null ? "unassigned" : "assigned to " + edit.assignee;
                        yield entry(now, "assigned", actor, text);
                    }
                    case Move.Comment ignored -> entry(now, "commented", actor, "commented");
                    case Move.Snooze snooze -> {
                        edit.status = Status.SNOOZED;
                        edit.snoozedUntil = snooze.untilMillis();
                        yield entry(now, "snoozed", actor, "snoozed until " + Moments.utc(snooze.untilMillis()));
                    }
                    case Move.Dismiss dismiss -> {
                        close(of, edit, Status.DISMISSED, now, cooldown, "dismissed_" + dismiss.reason());
                        yield new TimelineEntry(
                                now,
                                "dismissed",
                                "dismissed_" + dismiss.reason(),
                                actor,
                                "dismissed: " + dismiss.reason());
                    }
                    case Move.Resolve resolve -> {
                        close(of, edit, Status.RESOLVED, now, cooldown, "resolved");
                        yield new TimelineEntry(
                                now,
                                "resolved",
                                "resolved_" + resolve.outcome(),
                                actor,
                                "resolved: " + resolve.outcome());
                    }
                    case Move.Undo ignored -> {
                        edit.open();
                        of.quietUntil = Case.NOT;
                        of.whenSince = Case.NOT;
                        yield entry(
                                now,
                                "undone",
                                actor,
                                "took back: " + current.status().id());
                    }
                };
        of.current = edit.done();
        told.accept(of.current, entry);
        return null;
    }

    private static void close(Case of, Edit edit, Status as, long now, long cooldown, String reason) {
        edit.end(as, now, reason);
        of.whenSince = Case.NOT;
        of.clearSince = Case.NOT;
        of.unknownSince = Case.NOT;
        of.quietUntil = cooldown >= Long.MAX_VALUE - now ? Long.MAX_VALUE : now + cooldown;
    }

    private static TimelineEntry entry(long now, String kind, String actor, String text) {
        return new TimelineEntry(now, kind, kind, actor, text);
    }

    private static @Nullable String refusal(Intervention current, Move move, long now) {
        Status status = current.status();
        return switch (move) {
            case Move.Comment ignored -> null;
            case Move.Acknowledge ignored -> {
                if (current.acknowledgedAtMillis() != Fact.UNKNOWN) {
                    yield "it is acknowledged already";
                }
                yield unlessLive(status);
            }
            case Move.Assign ignored -> unlessLive(status);
            case Move.Snooze snooze -> {
                if (snooze.untilMillis() <= now) {
                    yield "a snooze must end later than now (" + Moments.utc(now) + ")";
                }
                yield status == Status.OPEN || status == Status.SNOOZED ? null : "it is " + status.id();
            }
            case Move.Dismiss ignored -> unlessLive(status);
            case Move.Resolve ignored -> unlessLive(status);
            case Move.Undo ignored ->
                switch (status) {
                    case DISMISSED, RESOLVED, SNOOZED -> null;
                    case HELD, OPEN, RECOVERED, CLEARED -> "it is " + status.id() + ": there is nothing to take back";
                };
        };
    }

    private static @Nullable String unlessLive(Status status) {
        return status.live() ? null : "it is " + status.id();
    }
}
