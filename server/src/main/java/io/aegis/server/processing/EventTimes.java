package io.aegis.server.processing;

import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Event time at the journal's end, and which times may be taken. One thread; {@link #nowMillis} from any. */
final class EventTimes {

    private static final long WALL_AHEAD_MILLIS_MAX = Duration.ofMinutes(5).toMillis();
    private static final long SOURCE_AHEAD_MILLIS_MAX = Duration.ofHours(24).toMillis();
    private static final long TICK_MILLIS_MAX = Duration.ofDays(31).toMillis();

    private final TimeMode mode;
    private final InstantSource clock;
    private volatile long now;

    EventTimes(TimeMode mode, InstantSource clock, long now) {
        this.mode = mode;
        this.clock = clock;
        this.now = now;
    }

    long nowMillis() {
        return now;
    }

    TimeMode mode() {
        return mode;
    }

    long clockMillis() {
        return clock.millis();
    }

    /** Why an event's time cannot be, null if it can. */
    @Nullable
    String refusal(PublicEvent event) {
        return switch (mode) {
            case WALL ->
                event.atMillis() - Math.max(now, clock.millis()) > WALL_AHEAD_MILLIS_MAX
                        ? "at (" + Instant.ofEpochMilli(event.atMillis())
                                + ") is more than 5 minutes ahead of this machine's clock; check the sender's clock"
                        : null;
            case SOURCE ->
                now >= 0 && event.atMillis() - now > SOURCE_AHEAD_MILLIS_MAX
                        ? "at (" + Instant.ofEpochMilli(event.atMillis())
                                + ") is more than 24 hours ahead of the last tick (" + Instant.ofEpochMilli(now)
                                + "); send a tick first"
                        : null;
        };
    }

    /** Why time cannot be ticked to that instant, null if it can. */
    @Nullable
    String refusal(PublicTick tick) {
        if (mode == TimeMode.WALL) {
            return "this server runs in wall time, where nobody ticks; start it with --time source";
        }
        if (now >= 0 && tick.atMillis() < now) {
            return "tick (" + Instant.ofEpochMilli(tick.atMillis()) + ") lies before the time reached ("
                    + Instant.ofEpochMilli(now) + "); time never goes back";
        }
        if (now >= 0 && tick.atMillis() - now > TICK_MILLIS_MAX) {
            return "tick (" + Instant.ofEpochMilli(tick.atMillis()) + ") is more than 31 days after the one before ("
                    + Instant.ofEpochMilli(now) + "); tick longer gaps in steps";
        }
        return null;
    }

    /** Moves time; false when it was there already. */
    boolean reach(long atMillis) {
        if (atMillis <= now) {
            return false;
        }
        now = atMillis;
        return true;
    }

    /** In wall time the instant that a batch carries; a clock that went back is waited for. */
    long reachClock() {
        now = Math.max(now, clock.millis());
        return now;
    }
}
