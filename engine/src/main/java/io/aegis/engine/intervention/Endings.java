package io.aegis.engine.intervention;

/** The machine-readable reasons for which the engine ends an intervention, in words. */
final class Endings {

    private Endings() {}

    static String text(String reason) {
        return switch (reason) {
            case "condition_cleared" -> "the condition has cleared";
            case "no_more_data" -> "no data for so long that nothing can be said any more";
            case "settled_lower" -> "usage has settled at the lower level";
            case "customer_removed" -> "the customer left";
            case "rule_removed" -> "its rule is no longer in force";
            case "incident_over" -> "the platform incident that it was part of is over";
            default -> reason;
        };
    }
}
