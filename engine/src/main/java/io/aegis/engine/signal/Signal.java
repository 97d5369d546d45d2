package io.aegis.engine.signal;

import static io.aegis.engine.signal.Signal.Type.FLAG;
import static io.aegis.engine.signal.Signal.Type.LIST;
import static io.aegis.engine.signal.Signal.Type.NUMBER;
import static io.aegis.engine.signal.Signal.Type.TEXT;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a rule can read and a person sees: the same names in rules, API and dashboard. Instants are epoch milliseconds. */
public enum Signal {
    CALLS_TOTAL("calls_total", NUMBER),
    CALLS_5M("calls_5m", NUMBER),
    CALLS_15M("calls_15m", NUMBER),
    CALLS_1H("calls_1h", NUMBER),
    CALLS_24H("calls_24h", NUMBER),
    CALLS_7D("calls_7d", NUMBER),
    FIRST_CALL_AT("first_call_at", NUMBER),
    LAST_CALL_AT("last_call_at", NUMBER),
    HOURS_SINCE_LAST_CALL("hours_since_last_call", NUMBER),
    HOURS_SINCE_LAST_ERROR("hours_since_last_error", NUMBER),
    /** Share of failing calls over the adaptive window. */
    ERROR_RATE("error_rate", NUMBER),
    /** Calls in the adaptive window. */
    ERROR_CALLS("error_calls", NUMBER),
    /** Failing calls in the adaptive window. */
    ERRORS("errors", NUMBER),
    /** The adaptive window's length: {@code 5m}, {@code 15m}, {@code 1h}, {@code 6h} or {@code 24h}. */
    ERROR_WINDOW("error_window", TEXT),
    ERROR_RATE_LOWER("error_rate_lower", NUMBER),
    ERROR_RATE_UPPER("error_rate_upper", NUMBER),
    ERROR_RATE_5M("error_rate_5m", NUMBER),
    ERROR_RATE_15M("error_rate_15m", NUMBER),
    ERROR_RATE_1H("error_rate_1h", NUMBER),
    ERROR_RATE_24H("error_rate_24h", NUMBER),
    CLIENT_ERROR_RATE("client_error_rate", NUMBER),
    SERVER_ERROR_RATE("server_error_rate", NUMBER),
    AUTH_ERROR_RATE("auth_error_rate", NUMBER),
    THROTTLED_RATE("throttled_rate", NUMBER),
    ERROR_SURGE("error_surge", FLAG),
    /** How strongly the latest calls say that more than one in ten fails, in nats. */
    ERROR_EVIDENCE("error_evidence", NUMBER),
    /** How strongly the latest calls say that more are throttled than now and then one, in nats. */
    THROTTLED_EVIDENCE("throttled_evidence", NUMBER),
    /** Routes of the pairs of route and status that make up at least one in eight of what fails, heaviest first. */
    FAILING_ROUTES("failing_routes", LIST),
    /** Their statuses. */
    FAILING_STATUSES("failing_statuses", LIST),
    P95_LATENCY_MS("p95_latency_ms", NUMBER),
    /** What the p95 of the last hour is at least, against chance. */
    P95_LATENCY_LOWER_MS("p95_latency_lower_ms", NUMBER),
    /** The customer's own usual p95: median of its last 14 days. */
    P95_BASELINE_MS("p95_baseline_ms", NUMBER),
    USAGE_TREND("usage_trend", TEXT),
    USAGE_CHANGE("usage_change", NUMBER),
    USAGE_RECOVERED("usage_recovered", NUMBER),
    SILENCE_RATIO("silence_ratio", NUMBER),
    STAGE("stage", TEXT),
    HOURS_IN_STAGE("hours_in_stage", NUMBER),
    HOURS_SINCE_SIGNUP("hours_since_signup", NUMBER),
    HOURS_SINCE_KEYS("hours_since_keys", NUMBER),
    TIER("tier", TEXT),
    SUBSCRIPTION_STATUS("subscription_status", TEXT),
    MRR("mrr", NUMBER),
    TRIAL_DAYS_LEFT("trial_days_left", NUMBER),
    /** Share of the trial that has passed, 0 to 1. */
    TRIAL_ELAPSED("trial_elapsed", NUMBER),
    QUOTA_USED("quota_used", NUMBER),
    QUOTA_EXHAUSTED_IN_DAYS("quota_exhausted_in_days", NUMBER),
    RENEWS_IN_DAYS("renews_in_days", NUMBER),
    FAILED_PAYMENTS("failed_payments", NUMBER),
    TAGS("tags", LIST),
    HEALTH("health", TEXT),
    ENGAGEMENT_SCORE("engagement_score", NUMBER);

    /** What a signal's value is. */
    public enum Type {
        NUMBER,
        FLAG,
        TEXT,
        LIST
    }

    private static final Map<String, Signal> BY_NAME = new TreeMap<>();

    static {
        for (Signal signal : values()) {
            BY_NAME.put(signal.id, signal);
        }
    }

    private final String id;
    private final Type type;

    Signal(String id, Type type) {
        this.id = id;
        this.type = type;
    }

    /** The word used in rules, API and files. */
    public String id() {
        return id;
    }

    public Type type() {
        return type;
    }

    /** Whether it never falls. */
    public boolean onlyGrows() {
        return this == CALLS_TOTAL;
    }

    /** Whether it is of failing calls over a window whose start never goes back: nothing until one fails. */
    public boolean countsFailures() {
        return switch (this) {
            case ERRORS, ERROR_RATE, ERROR_RATE_5M, ERROR_RATE_15M, ERROR_RATE_1H, ERROR_RATE_24H -> true;
            case CLIENT_ERROR_RATE, SERVER_ERROR_RATE, AUTH_ERROR_RATE, THROTTLED_RATE -> true;
            default -> false;
        };
    }

    /** Whether only a fact other than a call can make it known, as the plan does whose quota is used. */
    public boolean isKnownByFact() {
        return this == QUOTA_USED;
    }

    public static @Nullable Signal named(String id) {
        return BY_NAME.get(id);
    }
}
