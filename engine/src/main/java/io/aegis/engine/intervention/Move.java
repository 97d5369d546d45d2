package io.aegis.engine.intervention;

/** What a person does with an intervention. Free text stays with the host; the engine sees kinds and instants. */
public sealed interface Move {
    record Acknowledge() implements Move {}

    /** @param assignee user name; empty takes the assignment back */
    record Assign(String assignee) implements Move {}

    record Comment() implements Move {}

    record Snooze(long untilMillis) implements Move {}

    /** @param reason {@code wrong}, {@code known}, {@code internal} or {@code other} */
    record Dismiss(String reason) implements Move {}

    /** @param outcome {@code answered}, {@code fixed}, {@code no_reply} or {@code other} */
    record Resolve(String outcome) implements Move {}

    /** Takes back the last dismissal, resolution or snooze. */
    record Undo() implements Move {}
}
