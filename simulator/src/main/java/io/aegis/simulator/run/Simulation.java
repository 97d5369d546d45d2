package io.aegis.simulator.run;

import io.aegis.simulator.delivery.Courier;
import io.aegis.simulator.delivery.Target;
import io.aegis.simulator.truth.Episode;
import io.aegis.simulator.world.Durations;
import io.aegis.simulator.world.Planned;
import io.aegis.simulator.world.World;
import io.aegis.simulator.world.WorldSettings;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** One run of a world against a target: history first, then cycle after cycle. */
public final class Simulation {

    private final Plan plan;
    private final World world;
    private final Courier courier;
    private final Feed feed;
    private final CycleLog log;
    private final BooleanSupplier stopped;
    private final Steering steering;
    private final OrderFile orders;
    private long cyclesDone;

    /** @param stopped asked between bodies; true ends the run with all that was begun safely sent */
    public Simulation(Plan plan, Target target, CycleLog log, BooleanSupplier stopped) {
        this(plan, target, log, stopped, new Steering(), OrderFile.none());
    }

    /**
     * @param steering a person's hand on the run
     * @param orders what a person caused in earlier runs of this world, and where more is kept
     */
    public Simulation(
            Plan plan, Target target, CycleLog log, BooleanSupplier stopped, Steering steering, OrderFile orders) {
        this.plan = plan;
        this.world = new World(plan.settings());
        this.courier = new Courier(plan.delivery(), plan.settings().seed(), Courier.NOWHERE);
        this.feed = new Feed(world, courier, target, plan.ticks(), plan.form(), log);
        this.log = log;
        this.stopped = stopped;
        this.steering = steering;
        this.orders = orders;
        world.restore(orders.given());
    }

    /**
     * @param targetNowMillis the target's time: the world is run silently up to there; -1 where it has none yet
     * @param marker a first line for a target without a time, by which its world is known again; empty for none
     */
    public void run(long targetNowMillis, String marker) {
        log.started(plan.intervalMillis());
        WorldSettings settings = plan.settings();
        long from = Math.max(settings.beginMillis(), targetNowMillis);
        if (from > settings.beginMillis()) {
            world.runUntil(from, courier);
            courier.release(from - 1);
            log.info("⏩ The world has been run silently to " + Instant.ofEpochMilli(from));
        } else {
            feed.beginTime(targetNowMillis, from);
        }
        courier.redirect(feed);
        if (!marker.isEmpty()) {
            feed.line(marker);
        }
        try {
            backfill(from);
            live(Math.max(from, settings.startMillis()));
        } catch (Feed.Interrupted interrupted) {
            Thread.currentThread().interrupt();
        }
        summary();
    }

    private void backfill(long fromMillis) {
        long start = plan.settings().startMillis();
        if (fromMillis >= start) {
            return;
        }
        log.historyBegins(Durations.words(start - fromMillis));
        steps(
                fromMillis,
                start,
                Plan.unpacedStepMillis(plan.settings()),
                at -> log.history(at - fromMillis, start - fromMillis, feed.events()));
        feed.flush();
        log.info("📚 History sent: %d events of %d customers"
                .formatted(feed.events(), world.companies().size()));
    }

    /** Forgets the turns of history: the log tells live cycles. */
    private void live(long fromMillis) {
        log.forget(world.companies());
        long cycle = Math.floorDiv(
                fromMillis - plan.settings().startMillis(), plan.settings().lapseMillis());
        Pace pace = new Pace(plan.simulatedPerWall());
        pace.begin(fromMillis);
        long at = fromMillis;
        while (cyclesDone < plan.cycles() && !stopped.getAsBoolean()) {
            log.cycle();
            long end = plan.cycleStartMillis(cycle + 1);
            if (plan.paced()) {
                paced(at, end, pace);
            } else {
                steps(at, end, Plan.unpacedStepMillis(plan.settings()), done -> {});
                feed.flush();
            }
            if (world.nowMillis() < end) {
                return;
            }
            log.cycleComplete(world.companies());
            cyclesDone++;
            cycle++;
            at = end;
        }
    }

    private void steps(long fromMillis, long untilMillis, long stepMillis, LongConsumer done) {
        for (long at = fromMillis; at < untilMillis && !stopped.getAsBoolean(); ) {
            if (steering.waiting()) {
                feed.flush();
                attend();
            }
            at = Math.min(untilMillis, at + stepMillis);
            feed.advance(at);
            if (feed.full()) {
                feed.flush();
            }
            done.accept(at);
        }
    }

    private void paced(long fromMillis, long untilMillis, Pace pace) {
        for (long at = fromMillis; at < untilMillis && !stopped.getAsBoolean(); ) {
            if (attend()) {
                pace.begin(at);
            }
            pace.speed(steering.speed(), at);
            at = Math.min(untilMillis, at + plan.pacedStepMillis(steering.speed()));
            try {
                pace.await(at);
            } catch (InterruptedException e) {
                throw new Feed.Interrupted(e);
            }
            feed.advance(at);
            feed.flush();
        }
    }

    private boolean attend() {
        try {
            return steering.attend(this, stopped);
        } catch (InterruptedException e) {
            throw new Feed.Interrupted(e);
        }
    }

    /**
     * Causes something from now on, and keeps it so that the world is the same when it is run again.
     *
     * @throws IllegalArgumentException if it cannot happen, with why
     */
    public Planned order(Planned wish) {
        Planned order = world.order(wish);
        orders.keep(order);
        String whom = order.customer() == null ? "for all" : "at " + order.customer();
        log.info("🕹️ Caused %s: %s from %s".formatted(whom, order.kind(), Instant.ofEpochMilli(order.onsetMillis())));
        return order;
    }

    /** How the run stands. */
    public RunState state() {
        long start = plan.settings().startMillis();
        long now = world.nowMillis();
        return new RunState(
                plan.settings(),
                plan.intervalMillis(),
                now,
                now < start ? 0 : Math.floorDiv(now - start, plan.settings().lapseMillis()) + 1,
                world.companies().size(),
                orders.given().size());
    }

    private void summary() {
        log.info("🏁 Stopped after %d cycles: %d events (%d MB) of %d customers, world at %s"
                .formatted(
                        cyclesDone,
                        feed.events(),
                        feed.bytes() >> 20,
                        world.companies().size(),
                        Instant.ofEpochMilli(world.nowMillis())));
    }

    /** What was true up to where the world has come. */
    public List<Episode> truth() {
        return world.truth();
    }
}
