package io.aegis.simulator.run;

import io.aegis.simulator.delivery.Courier;
import io.aegis.simulator.delivery.EventLines;
import io.aegis.simulator.delivery.LineForm;
import io.aegis.simulator.delivery.Target;
import io.aegis.simulator.world.Company;
import io.aegis.simulator.world.Occurrence;
import io.aegis.simulator.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens in a world into bodies of event lines and hands them to the target. With ticks, every body ends
 * with one that lies behind all of its events: where the target's time is, there the world goes on after a crash.
 */
final class Feed implements Courier.Addressee {

    private static final int BODY_BYTES_MAX = 4 << 20;
    private static final long TICK_STEP_MAX_MILLIS = 30L * 86_400_000;

    private final World world;
    private final Courier courier;
    private final Target target;
    private final boolean ticks;
    private final CycleLog log;
    private final EventLines lines;
    private long latestMillis = Long.MIN_VALUE;
    private long events;
    private long bytes;

    Feed(World world, Courier courier, Target target, boolean ticks, LineForm form, CycleLog log) {
        this.lines = new EventLines(form);
        this.courier = courier;
        this.world = world;
        this.target = target;
        this.ticks = ticks;
        this.log = log;
    }

    /** Signals that the thread was interrupted while a body was on its way. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(InterruptedException cause) {
            super(cause);
        }
    }

    @Override
    public void call(Company company, long atMillis, int packed) {
        bound(atMillis);
        lines.call(company, atMillis, packed);
    }

    @Override
    public void identified(Company company, long atMillis, int packed, long id) {
        bound(atMillis);
        lines.call(company, atMillis, packed, id);
    }

    @Override
    public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {
        bound(atMillis);
        if (occurrence instanceof Occurrence.Line line) {
            lines.line(line.json());
        }
        log.note(company, occurrence);
    }

    private void bound(long atMillis) {
        if (lines.length() >= BODY_BYTES_MAX && atMillis > latestMillis) {
            if (ticks) {
                lines.tick(atMillis);
            }
            flush();
        }
        latestMillis = Math.max(latestMillis, atMillis);
    }

    /** Says that this is where the target's time begins; a target that lags far behind is brought up in steps. */
    void beginTime(long targetNowMillis, long atMillis) {
        if (!ticks) {
            return;
        }
        long at = targetNowMillis;
        while (at >= 0 && atMillis - at > TICK_STEP_MAX_MILLIS) {
            at += TICK_STEP_MAX_MILLIS;
            lines.tick(at);
        }
        lines.tick(atMillis);
        flush();
    }

    void line(String json) {
        lines.line(json);
    }

    /** Runs the world up to the instant and tells the time there. */
    void advance(long untilMillis) {
        world.runUntil(untilMillis, courier);
        // Up to before the instant: a tick stands behind all of its events, and so it is where a run goes on.
        courier.release(untilMillis - 1);
        if (ticks) {
            lines.tick(untilMillis);
        }
    }

    void flush() {
        if (lines.length() == 0) {
            return;
        }
        try {
            target.send(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
        events += lines.events();
        bytes += lines.length();
        lines.clear();
    }

    boolean full() {
        return lines.length() >= BODY_BYTES_MAX / 2;
    }

    long events() {
        return events;
    }

    long bytes() {
        return bytes;
    }
}
