package io.aegis.engine.rule;

import io.aegis.engine.signal.Signal;

/** What reading a signal costs, in rough units of a field access. Only the order of evaluation depends on it. */
final class Costs {

    static final int REPORTED = 6;

    private static final int FIELD = 1;
    private static final int AGE = 2;
    private static final int WINDOW = 8;
    private static final int RATIO = 12;
    private static final int MODEL = 40;

    private Costs() {}

    static int of(Signal signal) {
        return switch (signal) {
            case CALLS_TOTAL,
                    FIRST_CALL_AT,
                    LAST_CALL_AT,
                    STAGE,
                    TIER,
                    SUBSCRIPTION_STATUS,
                    MRR,
                    FAILED_PAYMENTS,
                    TAGS -> FIELD;
            case ERROR_SURGE,
                    ERROR_EVIDENCE,
                    THROTTLED_EVIDENCE,
                    USAGE_TREND,
                    HOURS_SINCE_LAST_CALL,
                    HOURS_SINCE_LAST_ERROR,
                    HOURS_IN_STAGE,
                    HOURS_SINCE_SIGNUP,
                    HOURS_SINCE_KEYS,
                    TRIAL_DAYS_LEFT,
                    TRIAL_ELAPSED,
                    RENEWS_IN_DAYS -> AGE;
            case CALLS_5M, CALLS_15M, CALLS_1H, CALLS_24H, CALLS_7D, ERROR_CALLS, ERRORS, ERROR_WINDOW, QUOTA_USED ->
                WINDOW;
            case ERROR_RATE,
                    ERROR_RATE_5M,
                    ERROR_RATE_15M,
                    ERROR_RATE_1H,
                    ERROR_RATE_24H,
                    CLIENT_ERROR_RATE,
                    SERVER_ERROR_RATE,
                    AUTH_ERROR_RATE,
                    THROTTLED_RATE,
                    USAGE_CHANGE,
                    USAGE_RECOVERED,
                    QUOTA_EXHAUSTED_IN_DAYS -> RATIO;
            case ERROR_RATE_LOWER,
                    ERROR_RATE_UPPER,
                    P95_LATENCY_MS,
                    P95_LATENCY_LOWER_MS,
                    P95_BASELINE_MS,
                    SILENCE_RATIO,
                    FAILING_ROUTES,
                    FAILING_STATUSES,
                    HEALTH,
                    ENGAGEMENT_SCORE -> MODEL;
        };
    }
}
