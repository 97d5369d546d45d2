package io.aegis.server.dashboard.page;

/** The machine-readable reasons for an end, in plain words. */
public final class Endings {

    private Endings() {}

    public static String words(String reason) {
        return switch (reason) {
            case "condition_cleared" -> "the condition no longer holds";
            case "no_more_data" -> "no more data to judge by";
            case "settled_lower" -> "usage has settled at a lower level";
            case "customer_removed" -> "the customer left";
            case "rule_removed" -> "the rule is no longer in force";
            case "resolved" -> "a person resolved it";
            case "resolved_answered" -> "the customer answered";
            case "resolved_fixed" -> "it was fixed";
            case "resolved_no_reply" -> "closed without a reply";
            case "dismissed_wrong" -> "it was a false alarm";
            case "dismissed_known" -> "it was known already";
            case "dismissed_internal" -> "an internal or test customer";
            default -> reason.replace('_', ' ');
        };
    }
}
