package io.aegis.engine.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule as its file says it, with defaults filled in; conditions are CEL source.
 *
 * @param clearWhen null: the negation of {@code when}
 * @param unknownClearAfterMillis {@link #NEVER}: an unknown clear condition keeps it open for good
 * @param settleAfterMillis open for so long it clears as {@code settled_lower}; {@link #NEVER} for most rules
 * @param fleet null: gated when it reads errors, throttling, latency, silence or trend
 * @param holdoutShare 0 to 1
 */
public record Rule(
        String id,
        String title,
        Priority priority,
        String when,
        @Nullable String clearWhen,
        long forMillis,
        long keepOpenForMillis,
        long unknownClearAfterMillis,
        long settleAfterMillis,
        long cooldownMillis,
        List<String> inhibits,
        @Nullable Boolean fleet,
        List<Variant> overrides,
        Mode mode,
        boolean autoClear,
        boolean approvalAuto,
        double holdoutShare,
        List<Action> actions) {

    public static final long NEVER = Long.MAX_VALUE;

    public Rule {
        inhibits = List.copyOf(inhibits);
        overrides = List.copyOf(overrides);
        actions = List.copyOf(actions);
    }

    /** Whether a rule acts. */
    public enum Mode {
        ON,
        /** Evaluated and recorded, not shown. */
        SHADOW,
        OFF
    }

    /** For customers that fit {@code condition} these conditions stand instead; the first that fits counts. */
    public record Variant(
            String condition,
            @Nullable String when,
            @Nullable String clearWhen) {}

    /** What to draft when it opens. */
    public record Action(String type, @Nullable String template) {}
}
