package io.aegis.engine.signal;

import io.aegis.engine.event.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which signals the rules in force read, and at which values: what decides when a customer has to be looked at next
 * although nothing happens there.
 */
public final class Watch {

    private static final Set<Signal> ADAPTIVE = Set.of(
            Signal.ERROR_RATE,
            Signal.ERROR_CALLS,
            Signal.ERRORS,
            Signal.ERROR_WINDOW,
            Signal.ERROR_RATE_LOWER,
            Signal.ERROR_RATE_UPPER,
            Signal.CLIENT_ERROR_RATE,
            Signal.SERVER_ERROR_RATE,
            Signal.AUTH_ERROR_RATE,
            Signal.THROTTLED_RATE,
            Signal.FAILING_ROUTES,
            Signal.FAILING_STATUSES);
    /** What ages, and is looked at each hour. */
    private static final Set<Signal> HOURLY =
            Set.of(Signal.HEALTH, Signal.ENGAGEMENT_SCORE, Signal.FAILING_ROUTES, Signal.FAILING_STATUSES);

    private static final Set<Signal> LINEAR = Set.of(
            Signal.HOURS_SINCE_LAST_CALL,
            Signal.HOURS_SINCE_LAST_ERROR,
            Signal.HOURS_IN_STAGE,
            Signal.HOURS_SINCE_SIGNUP,
            Signal.HOURS_SINCE_KEYS,
            Signal.SILENCE_RATIO,
            Signal.TRIAL_DAYS_LEFT,
            Signal.TRIAL_ELAPSED,
            Signal.RENEWS_IN_DAYS);

    private final boolean[] read = new boolean[Signal.values().length];
    private final Signal[] linear;
    /** The constants that each of them is compared with. */
    private final double[][] crossings;

    private final boolean adaptive;
    private final boolean[] windows = new boolean[5];
    private final boolean hourly;
    private final boolean period;

    /**
     * @param values for each signal that is read, the constants it is compared with; NaN where others matter too
     * @param restless signals among them of which every move matters, not only when one that grows or falls evenly
     *     reaches such a constant
     * @param everRead signals that rules read which may be looked at again at the end of a quota's period
     */
    public Watch(Map<Signal, ? extends List<Double>> values, Set<Signal> restless, Set<Signal> everRead) {
        List<Signal> straight = new ArrayList<>();
        List<double[]> constants = new ArrayList<>();
        boolean everyHour = false;
        for (Signal signal : Signal.values()) {
            List<Double> at = values.get(signal);
            if (at == null) {
                continue;
            }
            read[signal.ordinal()] = restless.contains(signal);
            if (LINEAR.contains(signal)) {
                straight.add(signal);
                constants.add(at.stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(value -> !Double.isNaN(value))
                        .toArray());
                everyHour |= restless.contains(signal) && (at.isEmpty() || at.contains(Double.NaN));
            }
        }
        linear = straight.toArray(Signal[]::new);
        crossings = constants.toArray(double[][]::new);
        adaptive = ADAPTIVE.stream().anyMatch(this::reads) || reads(Signal.HEALTH) || reads(Signal.ENGAGEMENT_SCORE);
        windows[CallWindows.FIVE_MINUTES] = reads(Signal.CALLS_5M) || reads(Signal.ERROR_RATE_5M);
        windows[CallWindows.QUARTER] = reads(Signal.CALLS_15M) || reads(Signal.ERROR_RATE_15M);
        windows[CallWindows.HOUR] = reads(Signal.CALLS_1H) || reads(Signal.ERROR_RATE_1H);
        windows[CallWindows.DAY] = reads(Signal.CALLS_24H) || reads(Signal.ERROR_RATE_24H);
        hourly = everyHour || HOURLY.stream().anyMatch(this::reads);
        period = everRead.contains(Signal.QUOTA_USED)
                || everRead.contains(Signal.QUOTA_EXHAUSTED_IN_DAYS)
                || everRead.contains(Signal.RENEWS_IN_DAYS);
    }

    /** Length of the shortest window of whole minutes that is read by itself. */
    int shortestMinutes() {
        for (int i = 0; i <= CallWindows.HOUR; i++) {
            if (windows[i]) {
                return CallWindows.lengthMinutes(i);
            }
        }
        return readsLatency() ? CallWindows.lengthMinutes(CallWindows.HOUR) : Integer.MAX_VALUE;
    }

    private boolean readsLatency() {
        return reads(Signal.P95_LATENCY_MS) || reads(Signal.P95_LATENCY_LOWER_MS);
    }

    private boolean reads(Signal signal) {
        return read[signal.ordinal()];
    }

    /** The next instant after now at which a signal that is read may change by time alone. */
    public long nextMillis(SignalState state, long nowMillis, Silence silence) {
        long next = state.reports == null ? Long.MAX_VALUE : state.reports.nextEnd(nowMillis);
        if (state.hasCalls()) {
            next = Math.min(next, ofTraffic(state, nowMillis));
        }
        for (int i = 0; i < linear.length; i++) {
            for (double value : crossings[i]) {
                next = Math.min(next, after(crossing(state, linear[i], value, nowMillis, silence), nowMillis));
            }
        }
        if (hourly && (state.hasCalls() || state.commerce.onTrial())) {
            next = Math.min(next, (Math.floorDiv(nowMillis, SignalState.HOUR) + 1) * SignalState.HOUR);
        }
        if (period && state.commerce.hasPeriod()) {
            next = Math.min(next, state.commerce.periodEnd(nowMillis));
        }
        return next;
    }

    private long ofTraffic(SignalState state, long nowMillis) {
        long next = Traffic.nextTurn(state);
        if (adaptive) {
            next = Math.min(next, minute(CallWindows.nextLeave(state)));
        }
        for (int i = 0; i < windows.length; i++) {
            if (windows[i]) {
                next = Math.min(next, minute(CallWindows.nextLeave(state, i)));
            }
        }
        if (readsLatency()) {
            next = Math.min(next, minute(LatencySketch.nextLeave(state, Traffic.minute(nowMillis))));
        }
        return next;
    }

    /** When a signal that grows or falls with time alone is at that value; {@link Long#MAX_VALUE} if never. */
    private static double crossing(SignalState state, Signal signal, double value, long nowMillis, Silence silence) {
        boolean called = state.hasCalls();
        Commerce commerce = state.commerce;
        return switch (signal) {
            case HOURS_SINCE_LAST_CALL -> called ? since(state.lastAt, value) : Double.NaN;
            case HOURS_SINCE_LAST_ERROR -> since(state.lastError, value);
            case HOURS_IN_STAGE -> since(Onboarding.inStageSince(state), value);
            case HOURS_SINCE_SIGNUP -> since(Onboarding.signedUpAt(state), value);
            case HOURS_SINCE_KEYS -> since(state.keysAt, value);
            // While the source is silent it stands still.
            case SILENCE_RATIO ->
                called && !silence.lasts(nowMillis)
                        ? state.lastAt
                                + silence.within(state.lastAt, nowMillis)
                                + value * Math.max(1000, Rhythm.usualMillis(state))
                        : Double.NaN;
            case TRIAL_DAYS_LEFT -> commerce.onTrial() ? commerce.trialEnd - value * SignalState.DAY : Double.NaN;
            case TRIAL_ELAPSED ->
                commerce.onTrial() ? commerce.trialFrom + value * (commerce.trialEnd - commerce.trialFrom) : Double.NaN;
            default -> commerce.hasPeriod() ? commerce.periodEnd(nowMillis) - value * SignalState.DAY : Double.NaN;
        };
    }

    private static double since(long base, double hours) {
        return base == Fact.UNKNOWN ? Double.NaN : base + hours * SignalState.HOUR;
    }

    /** A comparison may turn at the crossing itself and just after it. */
    private static long after(double crossing, long nowMillis) {
        if (Double.isNaN(crossing) || crossing >= Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long at = (long) Math.ceil(crossing);
        return at > nowMillis ? at : at + 1 > nowMillis ? at + 1 : Long.MAX_VALUE;
    }

    private static long minute(int minute) {
        return minute == Integer.MAX_VALUE ? Long.MAX_VALUE : minute * SignalState.MINUTE;
    }

    @Override
    public String toString() {
        return "Watch" + Arrays.toString(linear);
    }
}
