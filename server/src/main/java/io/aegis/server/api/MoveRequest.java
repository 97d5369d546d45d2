package io.aegis.server.api;

import io.aegis.engine.intervention.Move;
import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A move as it was asked for.
 *
 * @param text what the person wrote with it
 */
record MoveRequest(Move move, @Nullable String text) {

    private static final Duration SNOOZE_MAX = Duration.ofDays(366);
    private static final List<String> MOVES =
            List.of("acknowledge", "assign", "comment", "snooze", "dismiss", "resolve", "undo");
    private static final List<String> DISMISSALS = List.of("wrong", "known", "internal", "other");
    private static final List<String> OUTCOMES = List.of("answered", "fixed", "no_reply", "other");

    /** @throws io.aegis.server.http.ProblemException 400 or 404 */
    static MoveRequest read(String name, HttpServletRequest request, long nowMillis) throws IOException {
        if (!MOVES.contains(name)) {
            throw Problem.of(404, "Move (" + name + ") is not known.\nUse one of: " + String.join(", ", MOVES) + ".")
                    .exception();
        }
        Body body = Body.of(request, "assignee", "text", "until", "reason", "outcome");
        String text = body.text("text");
        return switch (name) {
            case "acknowledge" -> new MoveRequest(new Move.Acknowledge(), text);
            case "assign" -> new MoveRequest(new Move.Assign(assignee(body)), text);
            case "comment" -> new MoveRequest(new Move.Comment(), comment(text));
            case "snooze" -> new MoveRequest(new Move.Snooze(until(body, nowMillis)), text);
            case "dismiss" -> worded(body.text("reason"), DISMISSALS, text, Move.Dismiss::new);
            case "resolve" -> worded(outcome(body), OUTCOMES, text, Move.Resolve::new);
            default -> new MoveRequest(new Move.Undo(), text);
        };
    }

    static String name(Move move) {
        return switch (move) {
            case Move.Acknowledge m -> "acknowledge";
            case Move.Assign m -> "assign";
            case Move.Comment m -> "comment";
            case Move.Snooze m -> "snooze";
            case Move.Dismiss m -> "dismiss";
            case Move.Resolve m -> "resolve";
            case Move.Undo m -> "undo";
        };
    }

    private static String assignee(Body body) {
        if (!body.has("assignee")) {
            throw Body.refused("assignee", "Field (assignee) is missing", "Give a user name, or null to take it back");
        }
        String assignee = body.text("assignee");
        return assignee == null ? "" : assignee.strip();
    }

    private static String comment(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Body.refused("text", "Field (text) is missing", "Write what the comment is to say");
        }
        return text;
    }

    private static long until(Body body, long nowMillis) {
        Instant until = body.instant("until");
        if (until.toEpochMilli() <= nowMillis) {
            throw Body.refused(
                    "until",
                    "Field (until) is (" + until + "), which has passed",
                    "Give a time after " + Instant.ofEpochMilli(nowMillis) + ", the time of the events");
        }
        Instant latest = Instant.ofEpochMilli(nowMillis).plus(SNOOZE_MAX);
        if (until.isAfter(latest)) {
            throw Body.refused(
                    "until",
                    "Field (until) is (" + until + "), more than a year ahead",
                    "Give a time before " + latest + ", or dismiss it");
        }
        return until.toEpochMilli();
    }

    private static @Nullable String outcome(Body body) {
        String outcome = body.text("outcome");
        return outcome == null ? body.text("reason") : outcome;
    }

    /** A reason of one of these kinds, or in the person's own words: then its kind is {@code other}. */
    private static MoveRequest worded(
            @Nullable String reason,
            List<String> kinds,
            @Nullable String text,
            java.util.function.Function<String, Move> move) {
        if (reason == null || reason.isBlank()) {
            return new MoveRequest(move.apply("other"), text);
        }
        if (kinds.contains(reason)) {
            return new MoveRequest(move.apply(reason), text);
        }
        return new MoveRequest(move.apply("other"), text == null ? reason : reason + ": " + text);
    }
}
