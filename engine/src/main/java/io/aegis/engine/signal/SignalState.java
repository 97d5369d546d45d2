package io.aegis.engine.signal;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.Track;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one customer to measure it, folded from its facts in order. It is one object, which the engine's
 * customer extends, and what grows lies in few arrays beside it: a call waits for memory once, not once for each signal.
 * What each call reads stands here, the rest in {@link SeldomState}.
 * The classes named after the signals hold no state; each works on the fields that stand here under its name.
 */
public abstract class SignalState extends SeldomState {

    static final long MINUTE = 60_000;
    static final long HOUR = 3_600_000;
    static final long DAY = 86_400_000;

    // Onboarding

    Stage stage = Stage.NEW;
    long firstSeenAt = Fact.UNKNOWN;
    /** As far as they are counted, until they are enough. */
    short liveCalls;

    int liveDay = Buckets.NONE;
    /** Outcome of the last calls, the latest in the lowest bit; 1 is good. */
    int outcomes;

    byte outcomesKnown;

    // Traffic

    long total;
    long firstAt = Fact.UNKNOWN;
    long lastAt = Fact.UNKNOWN;
    /** Span of calls that came added up, at most all windows; shorter ones are unknown. */
    int spanMillis;

    int trendDay = Buckets.NONE;

    // CallWindows

    /** Steps of time and sums over them, as {@link Buckets} lays them out. */
    int[] steps = Buckets.UNUSED;
    /** The minute that the sums belong to. */
    int windowNow = Buckets.NONE;
    /** When calls next leave a window or what is kept, epoch minutes. */
    int windowTurn = Integer.MAX_VALUE;
    /** So many more calls cannot make a shorter window the adaptive one. */
    short callsToSpare;
    /** So many minutes before a first call in its minute had none; the owner takes it back. */
    int quietMinutes;
    /** Which window the adaptive one is. */
    byte window = CallWindows.DAY;
    /** Set when calls may leave a window earlier than was told; the owner takes it back. */
    boolean leavesEarlier;

    // Rhythm

    int rhythmDay = Buckets.NONE;
    int rhythmToday;

    // Surge

    float surgeLow;
    float surgeMiddle;
    float surgeHigh;
    float baseLearnedCalls;
    byte surgeLevel = Surge.FIRST_LEVEL;
    boolean surging;

    // ErrorEvidence

    long troubleSince = Fact.UNKNOWN;

    // ThrottledEvidence

    float throttledNats;

    // LatencyHour and beside it

    /** Latencies of the last hour, as {@link LatencyHour} lays them out. */
    int[] latencies = LatencyHour.UNUSED;
    /** What {@link LatencyAnswer} keeps, without values before the first time. */
    int[] latencyAnswer = LatencyHour.UNUSED;
    /** Bucket of the median of the p95 of days past. */
    byte latenciesUsual;

    // Parts that few calls touch

    @Nullable
    Reports reports;

    /** Whether signals may have moved that calls and time do not move. */
    boolean moved = true;
    /** Length of the shortest window of whole minutes that is watched by itself, at most an hour; 0 without one. */
    byte watchedMinutes;

    protected SignalState() {}

    /**
     * Takes in one fact; {@link #advance} to {@code nowMillis} comes first.
     *
     * @param nowMillis the customer's time, not before {@code atMillis}
     * @return whether it is a call that failed
     */
    public final boolean fold(Fact fact, long atMillis, long nowMillis, Expected expected, Silence silence) {
        Onboarding.seen(this, atMillis);
        Stage before = stage;
        if (fact instanceof ApiCall call) {
            boolean failed = call.status() >= 400 && !expected.test(call.route(), call.status());
            beginTraffic(nowMillis, silence);
            Traffic.call(this, call, atMillis, nowMillis, failed, silence);
            Onboarding.calls(this, 1, failed ? 1 : 0, call.test(), atMillis);
            moved |= stage != before;
            return failed;
        }
        foldOther(fact, atMillis, nowMillis, silence);
        moved = true;
        return false;
    }

    private void foldOther(Fact fact, long atMillis, long nowMillis, Silence silence) {
        switch (fact) {
            case ApiCall call -> throw new IllegalStateException("a single call (" + call + ") is folded by itself");
            case ApiCalls calls -> {
                long until = Math.max(atMillis, calls.untilMillis());
                beginTraffic(nowMillis, silence);
                Traffic.calls(this, calls, until - atMillis, until, nowMillis, silence);
                Onboarding.calls(this, calls.count(), calls.clientErrors() + calls.serverErrors(), false, until);
            }
            case CustomerUpdate update -> {
                Onboarding.update(this, update, atMillis);
                commerce().update(update);
            }
            case ApiKey key -> {
                if (key.revoked()) {
                    Onboarding.keyRevoked(this, key.key(), atMillis);
                } else {
                    Onboarding.keyIssued(this, key.key(), atMillis);
                }
            }
            case Subscription subscription -> {
                commerce().subscription(subscription, atMillis);
                Onboarding.subscribed(this, subscription.status(), atMillis);
            }
            case Payment payment -> commerce().payment(payment, atMillis);
            case ReportedSignal report -> reports().put(report);
            case ErrorReport ignored -> {}
            case Login ignored -> {}
            case Track ignored -> {}
            case CustomerRemoved ignored -> {}
        }
    }

    /** Whether calls may leave a window earlier than was told before; asking takes it back. */
    public final boolean takeLeavesEarlier() {
        boolean taken = leavesEarlier;
        leavesEarlier = false;
        return taken;
    }

    /** So many minutes before a first call in its minute had none, 0 without such a call; asking takes it back. */
    public final int takeQuietMinutes() {
        int taken = quietMinutes;
        quietMinutes = 0;
        return taken;
    }

    /** What is watched from now on. */
    public final void watchMinutes(Watch watch) {
        int shortest = watch.shortestMinutes();
        watchedMinutes = shortest > CallWindows.lengthMinutes(CallWindows.HOUR) ? 0 : (byte) shortest;
    }

    /** Whether a window of whole minutes is watched that is empty after so many without a call. */
    public final boolean watchesMinutes(int quiet) {
        return watchedMinutes > 0 && quiet >= watchedMinutes;
    }

    /** Whether signals may have moved that calls and time do not move; asking takes it back. */
    public final boolean takeMoved() {
        boolean taken = moved;
        moved = false;
        return taken;
    }

    /** What a good call that has just been folded may move: in its time, and with the window as it was, no failures. */
    public final Pace paceOfGoodCall() {
        return leavesEarlier ? Pace.LEAVING : Pace.CALL;
    }

    final boolean hasCalls() {
        return steps.length > 0;
    }

    /** Reads a field every few of what a usual call reads. */
    protected final int readFields() {
        return (reports == null ? 0 : 1) + (int) lastAt + rhythmToday;
    }

    /** Reads the heads of the arrays that a call reads first. */
    public final int readHeads() {
        return Buckets.readHeads(steps) + LatencyHour.readHead(latencies);
    }

    /** Reads what a call changes in them. */
    public final int readLatest() {
        return Buckets.readLatest(steps) + LatencyHour.readLatest(latencies);
    }

    /** Whether others reported signals, which may replace measured ones. */
    public final boolean hasReports() {
        return reports != null;
    }

    /** Time has reached this instant for the customer. */
    public final void advance(long nowMillis, Silence silence) {
        if (hasCalls()) {
            Traffic.advance(this, nowMillis, silence);
        }
    }

    private void beginTraffic(long nowMillis, Silence silence) {
        if (!hasCalls()) {
            steps = Buckets.fresh();
            Traffic.advance(this, nowMillis, silence);
        }
    }

    private Commerce commerce() {
        if (commerce == Commerce.NONE) {
            commerce = new Commerce();
        }
        return commerce;
    }

    private Reports reports() {
        Reports had = reports;
        if (had == null) {
            had = new Reports();
            reports = had;
        }
        return had;
    }

    /** The state in bytes; {@link #readSignals} takes it back. */
    public final void writeSignals(SnapshotWriter out) {
        Onboarding.write(this, out);
        commerce.write(out);
        out.flag(hasCalls());
        if (hasCalls()) {
            Traffic.write(this, out);
        }
        out.flag(reports != null);
        if (reports != null) {
            reports.write(out);
        }
    }

    /** @param slots whether latencies were kept in slots of ten minutes */
    public final void readSignals(SnapshotReader in, boolean slots) {
        Onboarding.read(this, in);
        commerce = Commerce.restored(in);
        if (in.flag()) {
            steps = Buckets.fresh();
            Traffic.read(this, in, slots);
        }
        if (in.flag()) {
            reports().read(in);
        }
    }

    /** How failures come, which earlier versions did not keep. */
    public final void writeRuns(SnapshotWriter out) {
        if (hasCalls()) {
            ErrorRuns.write(this, out);
        }
    }

    public final void readRuns(SnapshotReader in) {
        if (hasCalls()) {
            ErrorRuns.read(this, in);
        }
    }

    /** When calls failed last, which earlier versions did not keep. */
    public final void writeFailed(SnapshotWriter out) {
        if (hasCalls()) {
            out.number(lastError);
        }
        if (failing != null) {
            failing.writeLast(out);
        }
    }

    public final void readFailed(SnapshotReader in) {
        if (hasCalls()) {
            lastError = in.number();
        }
        if (failing != null) {
            failing.readLast(in);
        }
    }

    /** Older weeks, which earlier versions did not keep. */
    public final void writeOlder(SnapshotWriter out) {
        if (hasCalls()) {
            OlderWeeks.write(this, out);
        }
    }

    /** @param each whether each week was kept, not their mean */
    public final void readOlder(SnapshotReader in, boolean each) {
        if (!hasCalls()) {
            return;
        }
        if (each) {
            OlderWeeks.read(this, in);
        } else {
            OlderWeeks.readMean(this, in);
        }
    }

    /** What was told when, the keys held and the throttling, which earlier versions did not keep. */
    public final void writeOrder(SnapshotWriter out) {
        Onboarding.writeHeld(this, out);
        commerce.writeOrder(out);
        if (hasCalls()) {
            out.number(Float.floatToIntBits(throttledNats));
        }
    }

    public final void readOrder(SnapshotReader in) {
        Onboarding.readHeld(this, in);
        commerce = commerce.withOrder(in);
        if (hasCalls()) {
            throttledNats = Float.intBitsToFloat(in.integer());
        }
    }

    /** The minutes of about the last hour that have calls, oldest first. */
    public final List<MinuteCalls> minutes() {
        return !hasCalls()
                ? List.of()
                : Buckets.steps(this, Buckets.MINUTES).stream()
                        .map(step -> new MinuteCalls(
                                step[0] * 60_000L,
                                step[1 + Buckets.CALLS],
                                step[1 + Buckets.CLIENT],
                                step[1 + Buckets.SERVER]))
                        .toList();
    }
}
