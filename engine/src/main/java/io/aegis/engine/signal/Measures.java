package io.aegis.engine.signal;

import io.aegis.engine.event.Fact;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One customer's signals at one instant. A view that is pointed at a state and reused; the state has been
 * {@linkplain SignalState#advance advanced} to the instant.
 */
public final class Measures implements Reading {

    /** The state of nobody, looked at before the first customer's. */
    private static final class Nobody extends SignalState {}

    private SignalState state = new Nobody();
    private long now;
    private Silence silence = Silence.NEVER;

    /** @param ofSource when the customer's source was silent */
    public void look(SignalState at, long nowMillis, Silence ofSource) {
        state = at;
        now = nowMillis;
        silence = ofSource;
    }

    @Override
    public double number(Signal signal) {
        return switch (signal) {
            case CALLS_TOTAL, FIRST_CALL_AT, LAST_CALL_AT, HOURS_SINCE_LAST_CALL, SILENCE_RATIO -> volume(signal);
            case HOURS_SINCE_LAST_ERROR -> hoursSince(state.lastError);
            case CALLS_5M -> calls(CallWindows.FIVE_MINUTES);
            case CALLS_15M -> calls(CallWindows.QUARTER);
            case CALLS_1H -> calls(CallWindows.HOUR);
            case CALLS_24H -> calls(CallWindows.DAY);
            case CALLS_7D -> callsInDays(7);
            case ERROR_CALLS -> adaptive(Buckets.CALLS);
            case ERRORS -> adaptive(Buckets.CLIENT) + adaptive(Buckets.SERVER);
            case ERROR_RATE -> errorRate();
            case ERROR_RATE_LOWER -> wilson(true);
            case ERROR_RATE_UPPER -> wilson(false);
            case ERROR_RATE_5M -> rate(CallWindows.FIVE_MINUTES);
            case ERROR_RATE_15M -> rate(CallWindows.QUARTER);
            case ERROR_RATE_1H -> rate(CallWindows.HOUR);
            case ERROR_RATE_24H -> rate(CallWindows.DAY);
            case CLIENT_ERROR_RATE, SERVER_ERROR_RATE, AUTH_ERROR_RATE, THROTTLED_RATE -> share(field(signal));
            case ERROR_SURGE, ERROR_EVIDENCE, THROTTLED_EVIDENCE -> proof(signal);
            case P95_LATENCY_MS, P95_LATENCY_LOWER_MS, P95_BASELINE_MS -> latency(signal);
            case USAGE_CHANGE, USAGE_RECOVERED -> pattern(signal);
            case HOURS_IN_STAGE -> hoursSince(Onboarding.inStageSince(state));
            case HOURS_SINCE_SIGNUP -> hoursSince(Onboarding.signedUpAt(state));
            case HOURS_SINCE_KEYS -> hoursSince(state.keysAt);
            case MRR -> state.commerce.mrr;
            case FAILED_PAYMENTS -> state.commerce.failedPayments;
            case TRIAL_DAYS_LEFT, TRIAL_ELAPSED -> trial(signal);
            case QUOTA_USED, QUOTA_EXHAUSTED_IN_DAYS, RENEWS_IN_DAYS -> quota(signal);
            case ENGAGEMENT_SCORE -> Health.score(this);
            case ERROR_WINDOW, USAGE_TREND, STAGE, TIER, SUBSCRIPTION_STATUS, HEALTH -> Double.NaN;
            case FAILING_ROUTES, FAILING_STATUSES, TAGS -> Double.NaN;
        };
    }

    @Override
    public @Nullable String text(Signal signal) {
        return switch (signal) {
            case ERROR_WINDOW -> !state.hasCalls() ? null : CallWindows.NAMES.get(state.window);
            case USAGE_TREND -> trend();
            case STAGE -> state.stage.id();
            case TIER -> state.commerce.tier.id();
            case SUBSCRIPTION_STATUS -> state.commerce.status.id();
            case HEALTH -> Health.of(this).id();
            default -> null;
        };
    }

    @Override
    public List<String> list(Signal signal) {
        return switch (signal) {
            case TAGS -> state.commerce.tags;
            case FAILING_ROUTES -> heavy(HeavyHitters.Failure::route);
            case FAILING_STATUSES -> heavy(failure -> String.valueOf(failure.status()));
            default -> List.of();
        };
    }

    @Override
    public @Nullable Object reported(String name) {
        return state.reports == null ? null : state.reports.value(name, now);
    }

    /** Every signal by its name; what is unknown has {@code unknown} as its value. */
    public SortedMap<String, Object> all(Object unknown) {
        SortedMap<String, Object> all = new TreeMap<>();
        for (Signal signal : Signal.values()) {
            all.put(signal.id(), valueOr(signal, unknown));
        }
        if (state.reports != null) {
            for (ReportedSignal report : state.reports.all().values()) {
                Object value = reported(report.name());
                all.put("reported." + report.name(), value == null ? unknown : value);
            }
        }
        return all;
    }

    /** A Long, Double, Boolean, String or List, or {@code unknown}. */
    public Object valueOr(Signal signal, Object unknown) {
        return switch (signal.type()) {
            case LIST -> list(signal);
            case TEXT -> {
                String text = text(signal);
                yield text == null ? unknown : text;
            }
            case FLAG -> {
                double flag = number(signal);
                yield Double.isNaN(flag) ? unknown : (Object) (flag != 0);
            }
            case NUMBER -> {
                double number = number(signal);
                if (Double.isNaN(number)) {
                    yield unknown;
                }
                yield counted(signal) ? (Object) (long) number : (Object) number;
            }
        };
    }

    private static boolean counted(Signal signal) {
        return switch (signal) {
            case CALLS_TOTAL, CALLS_5M, CALLS_15M, CALLS_1H, CALLS_24H, CALLS_7D, ERROR_CALLS, ERRORS -> true;
            case FIRST_CALL_AT, LAST_CALL_AT, FAILED_PAYMENTS, ENGAGEMENT_SCORE -> true;
            case P95_LATENCY_MS, P95_LATENCY_LOWER_MS, P95_BASELINE_MS -> true;
            default -> false;
        };
    }

    public Stage stage() {
        return state.stage;
    }

    public Tier tier() {
        return state.commerce.tier;
    }

    public SubscriptionStatus subscriptionStatus() {
        return state.commerce.status;
    }

    /** When a stage was reached, -1 where it was not. */
    public long stageReachedAt(Stage stage) {
        return Onboarding.reachedAt(state, stage);
    }

    public long now() {
        return now;
    }

    private double volume(Signal signal) {
        if (!state.hasCalls()) {
            return signal == Signal.CALLS_TOTAL ? 0 : Double.NaN;
        }
        return switch (signal) {
            case CALLS_TOTAL -> state.total;
            case FIRST_CALL_AT -> state.firstAt;
            case LAST_CALL_AT -> state.lastAt;
            case HOURS_SINCE_LAST_CALL -> hoursSince(state.lastAt);
            default ->
                Math.max(0, now - state.lastAt - silence.within(state.lastAt, now))
                        / Math.max(1000, Rhythm.usualMillis(state));
        };
    }

    /** Nothing failed before the first call. */
    private double proof(Signal signal) {
        if (!state.hasCalls()) {
            return 0;
        }
        return switch (signal) {
            case ERROR_SURGE -> state.surging ? 1 : 0;
            case ERROR_EVIDENCE -> ErrorEvidence.nats(state);
            default -> ThrottledEvidence.nats(state);
        };
    }

    private double pattern(Signal signal) {
        if (!state.hasCalls()) {
            return Double.NaN;
        }
        return signal == Signal.USAGE_CHANGE ? state.change : Traffic.recovered(state);
    }

    private double latency(Signal signal) {
        if (!state.hasCalls()) {
            return Double.NaN;
        }
        return switch (signal) {
            case P95_LATENCY_MS -> LatencySketch.p95(state, Traffic.minute(now));
            case P95_LATENCY_LOWER_MS -> LatencySketch.p95Lower(state, Traffic.minute(now));
            default -> LatencyDays.usual(state);
        };
    }

    private double calls(int window) {
        return state.hasCalls() ? CallWindows.calls(state, window) : 0;
    }

    private double callsInDays(int days) {
        int today = (int) Math.floorDiv(now, SignalState.DAY);
        return !state.hasCalls() ? 0 : Buckets.calls(state.steps, Buckets.DAYS, today - days + 1, Integer.MAX_VALUE);
    }

    private double adaptive(int field) {
        return state.hasCalls() ? CallWindows.adaptive(state, field) : 0;
    }

    private double rate(int window) {
        if (!state.hasCalls() || spanned(window)) {
            return Double.NaN;
        }
        int calls = CallWindows.calls(state, window);
        return calls == 0 ? Double.NaN : (double) CallWindows.errors(state, window) / calls;
    }

    private static int field(Signal share) {
        return switch (share) {
            case CLIENT_ERROR_RATE -> Buckets.CLIENT;
            case SERVER_ERROR_RATE -> Buckets.SERVER;
            case AUTH_ERROR_RATE -> Buckets.AUTH;
            case THROTTLED_RATE -> Buckets.THROTTLED;
            default -> throw new IllegalArgumentException("signal (" + share.id() + ") is the share of no failures");
        };
    }

    private double share(int field) {
        return ofCalls(adaptive(field));
    }

    /** One quotient: the sum of two, each rounded, may lie beside a limit that is met exactly. */
    private double errorRate() {
        Object said = reported("error_rate");
        return said instanceof Double rate ? rate : ofCalls(adaptive(Buckets.CLIENT) + adaptive(Buckets.SERVER));
    }

    private double ofCalls(double some) {
        double calls = adaptive(Buckets.CALLS);
        return calls == 0 || spanned(state.window) ? Double.NaN : some / calls;
    }

    private double wilson(boolean lower) {
        if (!state.hasCalls() || spanned(state.window)) {
            return Double.NaN;
        }
        int calls = CallWindows.adaptive(state, Buckets.CALLS);
        if (calls == 0) {
            return Double.NaN;
        }
        long errors = (long) CallWindows.adaptive(state, Buckets.CLIENT) + CallWindows.adaptive(state, Buckets.SERVER);
        return lower ? Wilson.lower(errors, calls) : Wilson.upper(errors, calls);
    }

    /** Whether calls came added up over more than that window. */
    private boolean spanned(int window) {
        return state.spanMillis > CallWindows.lengthMinutes(window) * SignalState.MINUTE;
    }

    private @Nullable String trend() {
        Object said = reported("usage_trend");
        if (said != null) {
            return said.toString();
        }
        return state.way == null ? null : state.way.id;
    }

    private double trial(Signal signal) {
        Commerce commerce = state.commerce;
        if (!commerce.onTrial()) {
            return Double.NaN;
        }
        if (signal == Signal.TRIAL_DAYS_LEFT) {
            return (double) (commerce.trialEnd - now) / SignalState.DAY;
        }
        long length = commerce.trialEnd - commerce.trialFrom;
        return length <= 0 ? 1 : Math.min(1, (double) (now - commerce.trialFrom) / length);
    }

    private double quota(Signal signal) {
        Commerce commerce = state.commerce;
        if (signal == Signal.RENEWS_IN_DAYS) {
            return commerce.hasPeriod() ? (double) (commerce.periodEnd(now) - now) / SignalState.DAY : Double.NaN;
        }
        if (commerce.quotaCalls <= 0 || !state.hasCalls()) {
            return commerce.quotaCalls > 0 && signal == Signal.QUOTA_USED ? 0 : Double.NaN;
        }
        int from = (int) Math.floorDiv(commerce.periodStart(now), SignalState.DAY);
        double used = Buckets.calls(state.steps, Buckets.DAYS, from, Integer.MAX_VALUE);
        if (signal == Signal.QUOTA_USED) {
            return used / commerce.quotaCalls;
        }
        double perDay = Traffic.callsPerDay(state, now);
        return Double.isNaN(perDay) || perDay == 0 ? Double.NaN : Math.max(0, commerce.quotaCalls - used) / perDay;
    }

    private double hoursSince(long since) {
        return since == Fact.UNKNOWN ? Double.NaN : (double) Math.max(0, now - since) / SignalState.HOUR;
    }

    SignalState state() {
        return state;
    }

    /** What is failing most, heaviest first. */
    public List<HeavyHitters.Failure> failures() {
        HeavyHitters failing = state.failing;
        return failing == null ? List.of() : failing.heaviest(now);
    }

    /** What fails in the trouble that lasts, or else in the adaptive window, heaviest first. */
    public List<HeavyHitters.Failure> failuresNow() {
        HeavyHitters failing = state.failing;
        return failing == null ? List.of() : FailuresNow.of(state, failing, now);
    }

    /** Of those that make up the least part that {@link HeavyHitters} is sure to tell, each once. */
    private List<String> heavy(Function<HeavyHitters.Failure, String> part) {
        List<HeavyHitters.Failure> all = failuresNow();
        long total = all.stream().mapToLong(HeavyHitters.Failure::count).sum();
        return all.stream()
                .filter(failure -> failure.count() * HeavyHitters.ENTRIES_MAX >= total)
                .map(part)
                .distinct()
                .toList();
    }

    /** Start of the adaptive error window; {@link Fact#UNKNOWN} without calls. */
    public long errorWindowFrom() {
        return state.hasCalls() ? CallWindows.windowFrom(state) * SignalState.MINUTE : Fact.UNKNOWN;
    }

    /**
     * Whether what failed of late did at least as often as not in the way of which that signal is the share: it may be
     * the platform's doing.
     */
    public boolean failsMostlyBy(Signal share) {
        return state.hasCalls() && RecentFailures.mostly(state, field(share));
    }

    /** Whether most failures since the beginning of that minute are of it. */
    public boolean failsMostlyBySince(Signal share, long atMillis) {
        return state.hasCalls() && RecentFailures.mostly(state, field(share), Traffic.minute(atMillis));
    }

    /** Whether most of the failures of which that signal is the share came since the beginning of that minute. */
    public boolean cameMostlySince(Signal share, long atMillis) {
        return state.hasCalls()
                && 2 * RecentFailures.since(state, field(share), Traffic.minute(atMillis)) > adaptive(field(share));
    }

    /** Failures since the beginning of that minute; of the next hour, where it is more than an hour ago. */
    public long failuresSince(long atMillis) {
        return state.hasCalls() ? RecentFailures.since(state, Traffic.minute(atMillis)) : 0;
    }

    /** Start of the longest window over which one of these signals measures failures or latency, if any does. */
    public long windowFrom(Set<Signal> read) {
        int from = Integer.MAX_VALUE;
        for (Signal signal : read) {
            from = Math.min(from, CallWindows.firstMinute(state, signal));
        }
        return from == Integer.MAX_VALUE || !state.hasCalls() ? Fact.UNKNOWN : from * SignalState.MINUTE;
    }

    /** The failures that speak for trouble now; null while none do. */
    public @Nullable Trouble trouble() {
        return state.troubleSince == Fact.UNKNOWN
                ? null
                : new Trouble(state.troubleSince, state.troubleCalls, state.troubleErrors);
    }

    /** Calls and failures since a first failure. */
    public record Trouble(long sinceMillis, int calls, int errors) {}

    /** Calls and errors in equal steps up to now, oldest first. */
    public Steps steps(Step step, int count) {
        long last = Math.floorDiv(now, step.millis);
        long[] calls = new long[count];
        long[] errors = new long[count];
        if (state.hasCalls()) {
            int row =
                    switch (step) {
                        case MINUTE -> Buckets.MINUTES;
                        case HOUR -> Buckets.HOURS;
                        case DAY -> Buckets.DAYS;
                    };
            for (int i = 0; i < count; i++) {
                int index = (int) (last - count + 1 + i);
                calls[i] = Buckets.calls(state.steps, row, index, index + 1);
                errors[i] = Buckets.errors(state.steps, row, index, index + 1);
            }
        }
        return new Steps((last - count + 1) * step.millis, step.millis, calls, errors);
    }

    /** Length of one step of a series. */
    public enum Step {
        MINUTE(SignalState.MINUTE),
        HOUR(SignalState.HOUR),
        DAY(SignalState.DAY);

        final long millis;

        Step(long millis) {
            this.millis = millis;
        }
    }

    /** A series in equal steps. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Steps(long fromMillis, long stepMillis, long[] calls, long[] errors) {}
}
