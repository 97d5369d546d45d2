package io.aegis.engine.signal;

import io.aegis.engine.event.Fact;
import org.jspecify.annotations.Nullable;

/**
 * The part of a customer's state that a usual call does not touch: what trouble, records and the turn of a day read. A
 * class of its own, because the fields of a superclass lie in front: so what each call reads lies together behind them,
 * and less memory has to be waited for.
 */
abstract class SeldomState {

    static final long[] NO_KEYS = new long[0];
    private static final int[] EMPTY = new int[0];

    // Onboarding

    long createdAt = Fact.UNKNOWN;
    long keysAt = Fact.UNKNOWN;
    final long[] reachedAt = Onboarding.unreached();
    byte liveDays;
    /** Keys issued and not revoked, before the first call: pairs of a key's hash and when it was issued. */
    long[] heldKeys = NO_KEYS;

    // Traffic

    /** Where usage goes; null while unknown. */
    Trend.@Nullable Way way;

    double change = Double.NaN;
    double baseCalls = Double.NaN;
    long baseFrom = Fact.UNKNOWN;
    double lastWeekCalls;

    // OlderWeeks

    /** Steps of calls, a byte a week, the latest lowest. */
    long olderWeeks;
    /** The day that they reach to. */
    int olderTo = Buckets.NONE;

    // CallWindows

    /** First minute that the adaptive window may hold. */
    int windowStart = Buckets.NONE;

    // Rhythm

    /** Seconds, of the days before {@link SignalState#rhythmDay}, oldest first. */
    int[] rhythmPast = EMPTY;
    /** The usual gap in seconds as it was last worked out. */
    int rhythmUsual = Rhythm.UNASKED;

    // Surge

    float surgeBack;
    float baseLearnedErrors;
    float waitingCalls;
    float waitingErrors;

    // ErrorEvidence

    float slight;
    float clear;
    float heavy;
    float better;
    int troubleCalls;
    int troubleErrors;
    long lastError = Fact.UNKNOWN;

    // ErrorRuns

    /** Failures that followed another, in the trouble that lasts. */
    int runsRepeated;

    short runsLearnedErrors;
    short runsLearnedRepeated;
    byte runsLevel = ErrorRuns.FIRST_LEVEL;
    boolean runsFailedLast;
    /** Whether the trouble that lasts tells of runs: not where it may be an incident. */
    boolean runsTelling = true;

    // LatencyDays

    /** Buckets and counts of the running day, as far as they have left the last hour. */
    int[] latenciesToday = EMPTY;
    /** Bucket of the p95 of days past, oldest first. */
    byte[] latenciesDaily = LatencyDays.NONE;

    @Nullable
    HeavyHitters failing;

    Commerce commerce = Commerce.NONE;
}
