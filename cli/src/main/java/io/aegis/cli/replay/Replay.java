package io.aegis.cli.replay;

import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives a target through the stream: each minute of event time is ticked before its first event, and at the end 49 hours
 * pass, so that what clears by time clears. Files that hold ticks are driven by those alone.
 */
final class Replay {

    private static final long MINUTE = 60_000L;
    private static final long HOUR = 3_600_000L;
    private static final long AFTER_LAST_MILLIS = 49 * HOUR;
    private static final long STEP_MAX_MILLIS = 30 * 24 * HOUR;
    /** As a server bounds what is ticked and sent. */
    private static final long TICK_MAX_MILLIS = 31 * 24 * HOUR;

    private static final long AHEAD_MAX_MILLIS = 24 * HOUR;

    private static final int SEEN_BYTES_PER_ID = 64;

    private final Feeds feeds;
    private final Target target;
    private final Tally tally;
    private final @Nullable Long untilMillis;
    private final SeenIds seen =
            new SeenIds(Math.clamp(Runtime.getRuntime().maxMemory() / 4 / SEEN_BYTES_PER_ID, 100_000, 16_000_000));
    private long ticked = Long.MIN_VALUE;
    private long youngest = Long.MIN_VALUE;

    Replay(Feeds feeds, Target target, Tally tally, @Nullable Long untilMillis) {
        this.feeds = feeds;
        this.target = target;
        this.tally = tally;
        this.untilMillis = untilMillis;
    }

    /** @param stopped asked between items; true ends the replay where it is */
    void run(BooleanSupplier stopped, Runnable progress) throws IOException, InterruptedException {
        boolean ended = false;
        while (!ended && !stopped.getAsBoolean()) {
            Item item = feeds.next();
            ended = item == null;
            if (item != null) {
                take(item);
                progress.run();
            }
        }
        if (ended) {
            lapse();
        }
        target.finish();
    }

    private void take(Item item) throws IOException, InterruptedException {
        if (untilMillis != null && item.atMillis() > untilMillis) {
            tally.afterUntil++;
            return;
        }
        String problem = feeds.holdTicks() ? problem(item) : null;
        if (problem != null) {
            feeds.reject(item, problem);
            return;
        }
        youngest = Math.max(youngest, item.atMillis());
        switch (item.line()) {
            case PublicEvent event -> event(event, new Target.Place(feeds.currentFile(), item.order()));
            case PublicTick tick -> {
                tally.ticks++;
                ticked = tick.atMillis();
                target.tick(tick.atMillis());
            }
            case RejectedLine rejected -> throw new IllegalStateException("a rejected line is no item");
        }
    }

    /** Why what a record of ticks says cannot have been sent, as a server refuses it; null if it can. */
    private @Nullable String problem(Item item) {
        long at = item.atMillis();
        if (ticked == Long.MIN_VALUE) {
            return null;
        }
        String reached = History.time(ticked);
        return switch (item.line()) {
            case PublicTick tick
            when at < ticked ->
                "tick (%s) lies before the time reached (%s); time never goes back"
                        .formatted(History.time(at), reached);
            case PublicTick tick
            when at - ticked > TICK_MAX_MILLIS ->
                "tick (%s) is more than 31 days after the one before (%s); tick longer gaps in steps"
                        .formatted(History.time(at), reached);
            case PublicEvent event
            when at - ticked > AHEAD_MAX_MILLIS ->
                "at (%s) is more than 24 hours ahead of the last tick (%s); send a tick first"
                        .formatted(History.time(at), reached);
            case PublicEvent event -> null;
            case PublicTick tick -> null;
            case RejectedLine rejected -> null;
        };
    }

    private void event(PublicEvent event, Target.Place place) throws IOException, InterruptedException {
        if (event.id() != null && !seen.add(event.id())) {
            tally.duplicates++;
            return;
        }
        if (!feeds.holdTicks()) {
            tickTo(Math.floorDiv(event.atMillis(), MINUTE) * MINUTE);
        }
        tally.events++;
        switch (event.fact()) {
            case ApiCall call -> tally.errors += call.status() >= 400 ? 1 : 0;
            case ApiCalls calls -> tally.errors += calls.clientErrors() + calls.serverErrors();
            default -> {}
        }
        target.event(event, place);
    }

    /** In steps that a server takes. */
    private void tickTo(long atMillis) throws IOException, InterruptedException {
        while (ticked != Long.MIN_VALUE && atMillis - ticked > STEP_MAX_MILLIS) {
            ticked += STEP_MAX_MILLIS;
            target.tick(ticked);
        }
        if (atMillis > ticked) {
            ticked = atMillis;
            target.tick(atMillis);
        }
    }

    private void lapse() throws IOException, InterruptedException {
        if (youngest == Long.MIN_VALUE) {
            return;
        }
        long end = untilMillis != null ? untilMillis : feeds.holdTicks() ? ticked : youngest + AFTER_LAST_MILLIS;
        while (ticked < end) {
            tickTo(Math.min(end, Math.max(ticked, Math.floorDiv(youngest, MINUTE) * MINUTE) + HOUR));
        }
    }
}
