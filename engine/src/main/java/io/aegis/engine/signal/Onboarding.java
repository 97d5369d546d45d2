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
    private static final int KEYS_HELD_MAX = 32;

    private Onboarding() {}

    /** No stage reached. */
    static long[] unreached() {
        long[] reachedAt = new long[Stage.values().length];
        Arrays.fill(reachedAt, Fact.UNKNOWN);
        return reachedAt;
    }

    /** When a stage was reached, {@link Fact#UNKNOWN} where it was not or was skipped. */
    static long reachedAt(SignalState s, Stage of) {
        return s.reachedAt[of.ordinal()];
    }

    /** When the present stage was reached. */
    static long inStageSince(SignalState s) {
        return s.reachedAt[s.stage.ordinal()];
    }

    static long signedUpAt(SignalState s) {
        return s.createdAt >= 0 ? s.createdAt : s.firstSeenAt;
    }

    static void seen(SignalState s, long atMillis) {
        if (s.firstSeenAt < 0) {
            s.firstSeenAt = atMillis;
            s.reachedAt[Stage.NEW.ordinal()] = atMillis;
        } else if (atMillis < s.firstSeenAt) {
            earlier(s, Stage.NEW, s.firstSeenAt, atMillis);
            s.firstSeenAt = atMillis;
            s.moved = true;
        }
    }

    static void update(SignalState s, CustomerUpdate update, long atMillis) {
        if (update.has(CustomerUpdate.CREATED_AT)) {
            s.createdAt = update.createdAtMillis();
        }
        if (update.has(CustomerUpdate.STAGE)) {
            Stage to = update.stage();
            set(s, to == null ? Stage.NEW : to, atMillis);
        }
    }

    static void keyIssued(SignalState s, @Nullable String key, long atMillis) {
        s.keysAt = s.keysAt < 0 ? atMillis : Math.min(s.keysAt, atMillis);
        forward(s, Stage.API_KEYS_GENERATED, atMillis);
        int place = heldAt(s, key);
        if (place >= 0) {
            s.heldKeys[place + 1] = Math.max(s.heldKeys[place + 1], atMillis);
        } else if (s.total == 0 && s.heldKeys.length < 2 * KEYS_HELD_MAX) {
            s.heldKeys = Arrays.copyOf(s.heldKeys, s.heldKeys.length + 2);
            s.heldKeys[s.heldKeys.length - 2] = hash(key);
            s.heldKeys[s.heldKeys.length - 1] = atMillis;
        }
    }

    /** Who has no key any more cannot call: with the next one it starts anew. Once it has called that asks nobody. */
    static void keyRevoked(SignalState s, @Nullable String key, long atMillis) {
        int place = heldAt(s, key);
        if (place < 0 || s.total > 0 || atMillis < s.heldKeys[place + 1]) {
            return;
        }
        long[] left = new long[s.heldKeys.length - 2];
        System.arraycopy(s.heldKeys, 0, left, 0, place);
        System.arraycopy(s.heldKeys, place + 2, left, place, left.length - place);
        s.heldKeys = left.length == 0 ? SignalState.NO_KEYS : left;
        if (left.length == 0) {
            s.keysAt = Fact.UNKNOWN;
        }
    }

    private static int heldAt(SignalState s, @Nullable String key) {
        for (int i = 0; i < s.heldKeys.length; i += 2) {
            if (s.heldKeys[i] == hash(key)) {
                return i;
            }
        }
        return -1;
    }

    private static long hash(@Nullable String key) {
        return key == null ? 0 : key.hashCode();
    }

    static void subscribed(SignalState s, @Nullable SubscriptionStatus status, long atMillis) {
        if (status == SubscriptionStatus.TRIALING || status == SubscriptionStatus.ACTIVE) {
            forward(s, Stage.TRIAL_CREATED, atMillis);
        }
    }

    static void calls(SignalState s, long count, long failed, boolean test, long atMillis) {
        if (count <= 0) {
            return;
        }
        if (s.stage.compareTo(Stage.FIRST_API_CALL) < 0) {
            s.heldKeys = SignalState.NO_KEYS;
        }
        earlier(s, Stage.FIRST_API_CALL, Long.MAX_VALUE, atMillis);
        forward(s, Stage.FIRST_API_CALL, atMillis);
        if (s.stage == Stage.PRODUCTION_READY) {
            return;
        }
        note(s, Math.min(failed, LAST_CALLS), 0);
        note(s, Math.min(count - failed, LAST_CALLS), 1);
        if (s.outcomesKnown == LAST_CALLS && Integer.bitCount(s.outcomes) >= LAST_CALLS_GOOD_MIN) {
            forward(s, Stage.INTEGRATION_VALIDATED, atMillis);
        }
        if (!test) {
            s.liveCalls = (short) Math.min(LIVE_CALLS_MIN, s.liveCalls + count);
            int day = (int) Math.floorDiv(atMillis, SignalState.DAY);
            if (day > s.liveDay) {
                s.liveDay = day;
                s.liveDays++;
            }
            if (s.liveCalls >= LIVE_CALLS_MIN || s.liveDays >= LIVE_DAYS_MIN) {
                forward(s, Stage.PRODUCTION_READY, atMillis);
            }
        }
    }

    private static void note(SignalState s, long times, int outcome) {
        for (int i = 0; i < times; i++) {
            s.outcomes = (s.outcomes << 1 | outcome) & (1 << LAST_CALLS) - 1;
        }
        s.outcomesKnown = (byte) Math.min(LAST_CALLS, s.outcomesKnown + times);
    }

    /** What comes late may have come first. */
    private static void earlier(SignalState s, Stage of, long mostMillis, long atMillis) {
        long had = reachedAt(s, of);
        if (had != Fact.UNKNOWN && had <= mostMillis && atMillis < had) {
            s.reachedAt[of.ordinal()] = atMillis;
            s.moved = true;
        }
    }

    /** What calls show is not shown before the first of them, in whatever order they come. */
    private static void forward(SignalState s, Stage to, long atMillis) {
        if (to.compareTo(s.stage) > 0) {
            long since = atMillis;
            for (int i = Stage.FIRST_API_CALL.ordinal(); i < to.ordinal(); i++) {
                since = Math.max(since, s.reachedAt[i]);
            }
            set(s, to, since);
        }
    }

    private static void set(SignalState s, Stage to, long atMillis) {
        if (to == s.stage) {
            return;
        }
        for (int i = to.ordinal() + 1; i < s.reachedAt.length; i++) {
            s.reachedAt[i] = Fact.UNKNOWN;
        }
        s.stage = to;
        s.reachedAt[to.ordinal()] = atMillis;
        if (to == Stage.API_KEYS_GENERATED && s.keysAt < 0) {
            s.keysAt = atMillis;
        }
        if (to.compareTo(Stage.API_KEYS_GENERATED) < 0) {
            s.keysAt = Fact.UNKNOWN;
            s.heldKeys = SignalState.NO_KEYS;
        }
    }

    static void writeHeld(SignalState s, SnapshotWriter out) {
        out.number(s.heldKeys.length);
        for (long each : s.heldKeys) {
            out.number(each);
        }
    }

    static void readHeld(SignalState s, SnapshotReader in) {
        int length = in.integer();
        s.heldKeys = length == 0 ? SignalState.NO_KEYS : new long[length];
        for (int i = 0; i < length; i++) {
            s.heldKeys[i] = in.number();
        }
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.number(s.stage.ordinal());
        out.number(s.createdAt);
        out.number(s.firstSeenAt);
        out.number(s.keysAt);
        for (long at : s.reachedAt) {
            out.number(at);
        }
        out.number(s.outcomes);
        out.number(s.outcomesKnown);
        out.number(s.liveCalls);
        out.number(s.liveDays);
        out.number(s.liveDay);
    }

    static void read(SignalState s, SnapshotReader in) {
        s.stage = Stage.values()[in.integer()];
        s.createdAt = in.number();
        s.firstSeenAt = in.number();
        s.keysAt = in.number();
        for (int i = 0; i < s.reachedAt.length; i++) {
            s.reachedAt[i] = in.number();
        }
        s.outcomes = in.integer();
        s.outcomesKnown = (byte) in.integer();
        s.liveCalls = (short) Math.min(LIVE_CALLS_MIN, in.number());
        s.liveDays = (byte) in.integer();
        s.liveDay = in.integer();
    }
}
