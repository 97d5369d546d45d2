package io.aegis.engine.reference;

import static io.aegis.engine.reference.Window.DAY;
import static io.aegis.engine.reference.Window.HOUR;

import io.aegis.engine.event.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signals of one customer at one instant, each worked out from the whole list of its facts. */
final class Moment {

    /** Two-sided 95 %. */
    private static final double Z = 1.959963984540054;

    /** The signals that have an exact definition in words, {@code reported.NAME} aside. */
    static final Set<String> NAMES = Set.of(
            "calls_total",
            "calls_5m",
            "calls_15m",
            "calls_1h",
            "calls_24h",
            "calls_7d",
            "first_call_at",
            "last_call_at",
            "hours_since_last_call",
            "hours_since_last_error",
            "error_rate",
            "error_calls",
            "errors",
            "error_window",
            "error_rate_lower",
            "error_rate_upper",
            "error_rate_5m",
            "error_rate_15m",
            "error_rate_1h",
            "error_rate_24h",
            "client_error_rate",
            "server_error_rate",
            "auth_error_rate",
            "throttled_rate",
            "stage",
            "hours_in_stage",
            "hours_since_signup",
            "hours_since_keys",
            "tier",
            "subscription_status",
            "mrr",
            "trial_days_left",
            "trial_elapsed",
            "quota_used",
            "renews_in_days",
            "failed_payments",
            "tags");

    private final List<Told> facts;
    private final List<Calls> calls;
    private final AdaptiveWindow adaptive;
    private final Onboarding onboarding;
    private final long signupAt;
    final long now;
    private final Map<String, Window> windows = new HashMap<>();
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private @Nullable Account account;

    Moment(Knowledge knowledge, long now) {
        facts = knowledge.facts;
        calls = knowledge.calls;
        adaptive = knowledge.adaptive;
        onboarding = knowledge.onboarding;
        signupAt = knowledge.firstAt;
        this.now = now;
    }

    /** A Double, String, Boolean or List of String; null is unknown. */
    @Nullable
    Object of(String name) {
        Object known = values.get(name);
        if (known == null && !values.containsKey(name)) {
            known = workedOut(name);
            values.put(name, known);
        }
        return known;
    }

    private @Nullable Object workedOut(String name) {
        if (name.startsWith("reported.")) {
            return Account.reported(facts, name.substring("reported.".length()), now);
        }
        return switch (name) {
            case "calls_total" -> count(calls.stream().mapToLong(Calls::count).sum());
            case "calls_5m", "calls_15m", "calls_1h", "calls_24h", "calls_7d" -> count(fixed(name).calls);
            case "first_call_at" -> calls.isEmpty() ? null : count(firstCall());
            case "last_call_at" -> calls.isEmpty() ? null : count(lastCall());
            case "hours_since_last_call" -> calls.isEmpty() ? null : since(lastCall(), HOUR);
            case "hours_since_last_error" -> since(lastError(), HOUR);
            case "error_rate" -> errorRate();
            case "error_calls" -> count(adaptive().calls);
            case "errors" -> count(adaptive().errors);
            case "error_window" -> calls.isEmpty() ? null : adaptive.length;
            case "error_rate_lower" -> tooFine() ? null : wilson(-1);
            case "error_rate_upper" -> tooFine() ? null : wilson(1);
            case "error_rate_5m", "error_rate_15m", "error_rate_1h", "error_rate_24h" -> fixedRate(name);
            case "client_error_rate" -> adaptiveShare(adaptive().client);
            case "server_error_rate" -> adaptiveShare(adaptive().server);
            case "auth_error_rate" -> adaptiveShare(adaptive().auth);
            case "throttled_rate" -> adaptiveShare(adaptive().throttled);
            case "stage" -> onboarding.stage.id();
            case "hours_in_stage" -> since(onboarding.stageAt(), HOUR);
            default -> ofAccount(name, account());
        };
    }

    private @Nullable Object ofAccount(String name, Account account) {
        return switch (name) {
            case "hours_since_signup" -> since(account.createdAt == Fact.UNKNOWN ? signupAt : account.createdAt, HOUR);
            case "hours_since_keys" -> since(onboarding.keysSince, HOUR);
            case "tier" -> account.tier.id();
            case "subscription_status" -> account.status.id();
            case "mrr" -> Double.isNaN(account.mrr) ? null : number(account.mrr);
            case "trial_days_left" -> account.onTrial() ? until(account.trialEnd) : null;
            case "trial_elapsed" -> trialElapsed(account);
            case "quota_used" -> quotaUsed(account);
            case "renews_in_days" -> account.hasPeriod() ? until(account.periodEnd(now)) : null;
            case "failed_payments" -> number(account.failedPayments);
            case "tags" -> account.tags;
            default -> throw new IllegalArgumentException("signal (" + name + ") is not modelled");
        };
    }

    private @Nullable Object errorRate() {
        Object reported = Account.reported(facts, "error_rate", now);
        return reported instanceof Double ? reported : adaptiveShare(adaptive().errors);
    }

    private Window fixed(String signal) {
        String length = signal.substring(signal.lastIndexOf('_') + 1);
        return windows.computeIfAbsent(length, l -> new Window(calls, Window.start(l, now)));
    }

    /** Unknown where some calls came added up over more than the window. */
    private @Nullable Object fixedRate(String signal) {
        Window window = fixed(signal);
        String length = signal.substring(signal.lastIndexOf('_') + 1);
        return window.finerThanItsCalls(length) ? null : share(window.errors, window.calls);
    }

    private boolean tooFine() {
        return adaptive().finerThanItsCalls(adaptive.length);
    }

    private @Nullable Object adaptiveShare(long part) {
        return tooFine() ? null : share(part, adaptive().calls);
    }

    private Window adaptive() {
        return windows.computeIfAbsent("adaptive", l -> new Window(calls, adaptive.start));
    }

    /** E. B. Wilson, Probable inference, JASA 22 (1927). */
    private @Nullable Object wilson(int side) {
        double n = adaptive().calls;
        if (n == 0) {
            return null;
        }
        double p = adaptive().errors / n;
        double middle = p + Z * Z / (2 * n);
        double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return Math.clamp((middle + side * half) / (1 + Z * Z / n), 0.0, 1.0);
    }

    private @Nullable Object trialElapsed(Account account) {
        if (!account.onTrial()) {
            return null;
        }
        long length = account.trialEnd - account.trialFrom;
        return length <= 0 ? 1.0 : Math.clamp((now - account.trialFrom) / (double) length, 0.0, 1.0);
    }

    /** Of the running period, by whole UTC days. */
    private @Nullable Object quotaUsed(Account account) {
        if (account.quota == Fact.UNKNOWN) {
            return null;
        }
        long from = account.periodStart(now);
        return new Window(calls, from - Math.floorMod(from, DAY)).calls / (double) account.quota;
    }

    private long firstCall() {
        return calls.stream().mapToLong(Calls::at).min().orElse(Fact.UNKNOWN);
    }

    private long lastCall() {
        return calls.stream().mapToLong(Calls::at).max().orElse(Fact.UNKNOWN);
    }

    private long lastError() {
        return calls.stream()
                .filter(c -> c.errors() > 0)
                .mapToLong(Calls::at)
                .max()
                .orElse(Fact.UNKNOWN);
    }

    private Account account() {
        Account had = account;
        if (had == null) {
            had = Account.of(facts);
            account = had;
        }
        return had;
    }

    /** A negative age is 0. */
    private @Nullable Object since(long at, long unit) {
        return at == Fact.UNKNOWN ? null : number(Math.max(0, now - at) / (double) unit);
    }

    private @Nullable Object until(long at) {
        return at == Fact.UNKNOWN ? null : number((at - now) / (double) DAY);
    }

    private static @Nullable Object share(long part, long of) {
        return of == 0 ? null : (Object) (part / (double) of);
    }

    private static Object number(double value) {
        return value;
    }

    private static Object count(long value) {
        return (double) value;
    }
}
