package io.aegis.engine.rule;

import io.aegis.engine.event.Stage;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.signal.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The values that a text signal can take, so that a comparison that never holds is told when the rule is loaded. */
final class Vocabulary {

    private static final List<String> TIERS =
            Arrays.stream(Tier.values()).map(Tier::id).toList();
    private static final List<String> STAGES =
            Arrays.stream(Stage.values()).map(Stage::id).toList();
    private static final List<String> SUBSCRIPTION_STATUSES = Arrays.stream(SubscriptionStatus.values())
            .map(SubscriptionStatus::id)
            .toList();

    private Vocabulary() {}

    /** Whether some signal can be that text. */
    static boolean isWord(String text) {
        return Arrays.stream(Signal.values()).anyMatch(signal -> of(signal).contains(text));
    }

    /** Words that are near to one of these by their letters, and mean another. */
    private static final Map<String, String> MEANT =
            Map.of("decreasing", "declining", "falling", "declining", "growing", "increasing", "rising", "increasing");

    /** As {@link Spelling#didYouMean}, by what the word means where that is known. */
    static String didYouMean(String word, List<String> words) {
        String meant = MEANT.get(word);
        return meant != null && words.contains(meant)
                ? "; did you mean " + meant + "?"
                : Spelling.didYouMean(word, words);
    }

    /** Empty where the signal is no text or any text will do. */
    static List<String> of(Signal signal) {
        return switch (signal) {
            case TIER -> TIERS;
            case STAGE -> STAGES;
            case SUBSCRIPTION_STATUS -> SUBSCRIPTION_STATUSES;
            case USAGE_TREND -> List.of("increasing", "stable", "declining");
            case HEALTH -> List.of("new", "healthy", "needs_attention", "at_risk");
            case ERROR_WINDOW -> List.of("5m", "15m", "1h", "6h", "24h");
            // Numbers, flags and lists have none, and a new text signal may hold anything.
            default -> List.of();
        };
    }
}
