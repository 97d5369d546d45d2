package io.aegis.engine.signal;

import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far a customer has come with its integration. A stage moves forward by itself, back only by a record. */
final class Onboarding {

    private static final int LAST_CALLS = 20;
    private static final int LAST_CALLS_GOOD_MIN = 18;
    private static final long LIVE_CALLS_MIN = 1000;
    private static final int LIVE_DAYS_MIN = 7;

    Stage stage = Stage.NEW;
    long createdAt = Fact.UNKNOWN;
    long firstSeenAt = Fact.UNKNOWN;
    long keysAt = Fact.UNKNOWN;
    private final long[] reachedAt = new long[Stage.values().length];

    /** Outcome of the last calls, the latest in the lowest bit; 1 is good. */
    private int outcomes;

    private int outcomesKnown;
    private long liveCalls;
    private int liveDays;
    private int liveDay = Buckets.NONE;

    Onboarding() {
        Arrays.fill(reachedAt, Fact.UNKNOWN);
    }

    /** When a stage was reached, {@link Fact#UNKNOWN} where it was not or was skipped. */
    long reachedAt(Stage of) {
        return reachedAt[of.ordinal()];
    }

    /** When the present stage was reached. */
    long inStageSince() {
        return reachedAt[stage.ordinal()];
    }

    long signedUpAt() {
        return createdAt >= 0 ? createdAt : firstSeenAt;
    }

    void seen(long atMillis) {
        if (firstSeenAt < 0) {
            firstSeenAt = atMillis;
            reachedAt[Stage.NEW.ordinal()] = atMillis;
        }
    }

    void update(CustomerUpdate update, long atMillis) {
        if (update.has(CustomerUpdate.CREATED_AT)) {
            createdAt = update.createdAtMillis();
        }
        if (update.has(CustomerUpdate.STAGE)) {
            Stage to = update.stage();
            set(to == null ? Stage.NEW : to, atMillis);
        }
    }

    void keyIssued(long atMillis) {
        if (keysAt < 0) {
            keysAt = atMillis;
        }
        forward(Stage.API_KEYS_GENERATED, atMillis);
    }

    void subscribed(@Nullable SubscriptionStatus status, long atMillis) {
        if (status == SubscriptionStatus.TRIALING || status == SubscriptionStatus.ACTIVE) {
            forward(Stage.TRIAL_CREATED, atMillis);
        }
    }

    void calls(long count, long failed, boolean test, long atMillis) {
        if (count <= 0) {
            return;
        }
        forward(Stage.FIRST_API_CALL, atMillis);
        if (stage == Stage.PRODUCTION_READY) {
            return;
        }
        note(Math.min(failed, LAST_CALLS), 0);
        note(Math.min(count - failed, LAST_CALLS), 1);
        if (outcomesKnown == LAST_CALLS && Integer.bitCount(outcomes) >= LAST_CALLS_GOOD_MIN) {
            forward(Stage.INTEGRATION_VALIDATED, atMillis);
        }
        if (!test) {
            liveCalls += count;
            int day = (int) Math.floorDiv(atMillis, SignalState.DAY);
            if (day > liveDay) {
                liveDay = day;
                liveDays++;
            }
            if (liveCalls >= LIVE_CALLS_MIN || liveDays >= LIVE_DAYS_MIN) {
                forward(Stage.PRODUCTION_READY, atMillis);
            }
        }
    }

    private void note(long times, int outcome) {
        for (int i = 0; i < times; i++) {
            outcomes = (outcomes << 1 | outcome) & (1 << LAST_CALLS) - 1;
        }
        outcomesKnown = (int) Math.min(LAST_CALLS, outcomesKnown + times);
    }

    private void forward(Stage to, long atMillis) {
        if (to.compareTo(stage) > 0) {
            set(to, atMillis);
        }
    }

    private void set(Stage to, long atMillis) {
        if (to == stage) {
            return;
        }
        for (int i = to.ordinal() + 1; i < reachedAt.length; i++) {
            reachedAt[i] = Fact.UNKNOWN;
        }
        stage = to;
        reachedAt[to.ordinal()] = atMillis;
        if (to == Stage.API_KEYS_GENERATED && keysAt < 0) {
            keysAt = atMillis;
        }
        if (to.compareTo(Stage.API_KEYS_GENERATED) < 0) {
            keysAt = Fact.UNKNOWN;
        }
    }

    void write(SnapshotWriter out) {
        out.number(stage.ordinal());
        out.number(createdAt);
        out.number(firstSeenAt);
        out.number(keysAt);
        for (long at : reachedAt) {
            out.number(at);
        }
        out.number(outcomes);
        out.number(outcomesKnown);
        out.number(liveCalls);
        out.number(liveDays);
        out.number(liveDay);
    }

    void read(SnapshotReader in) {
        stage = Stage.values()[in.integer()];
        createdAt = in.number();
        firstSeenAt = in.number();
        keysAt = in.number();
        for (int i = 0; i < reachedAt.length; i++) {
            reachedAt[i] = in.number();
        }
        outcomes = in.integer();
        outcomesKnown = in.integer();
        liveCalls = in.number();
        liveDays = in.integer();
        liveDay = in.integer();
    }
}
