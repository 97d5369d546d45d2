package io.aegis.simulator.run;

import io.aegis.simulator.delivery.Imperfection;
import io.aegis.simulator.delivery.LineForm;
import io.aegis.simulator.world.Durations;
import io.aegis.simulator.world.WorldSettings;

/**
 * How a world is run against its target.
 *
 * @param intervalMillis wall time of one cycle; 0: as fast as the target takes it
 * @param cycles how many live cycles; {@link #ENDLESS}
 * @param delivery how calls go astray on their way
 * @param ticks whether time is told to the target, as source time needs it
 * @param form how it is written down
 */
public record Plan(
        WorldSettings settings, long intervalMillis, long cycles, boolean ticks, Imperfection delivery, LineForm form) {

    /** A plan that is told as events. */
    public Plan(WorldSettings settings, long intervalMillis, long cycles, boolean ticks, Imperfection delivery) {
        this(settings, intervalMillis, cycles, ticks, delivery, LineForm.EVENTS);
    }

    /** A plan whose calls all arrive, once and in order. */
    public Plan(WorldSettings settings, long intervalMillis, long cycles, boolean ticks) {
        this(settings, intervalMillis, cycles, ticks, Imperfection.NONE);
    }

    public static final long ENDLESS = Long.MAX_VALUE;

    /** So often at most something is sent while the world keeps pace with the wall. */
    private static final long STEP_WALL_MILLIS = 100;

    private static final int UNPACED_TICKS_PER_CYCLE = 288;

    /** One simulated minute, or a tenth of a second of the wall, whichever is rarer. */
    long pacedStepMillis(double speed) {
        long step = Math.round(STEP_WALL_MILLIS * simulatedPerWall() * speed);
        return ticks ? Math.max(Durations.MINUTE_MILLIS, step) : Math.max(STEP_WALL_MILLIS, step);
    }

    /** Where no wall holds it back: so that a file's bytes don't depend on the interval. */
    public static long unpacedStepMillis(WorldSettings settings) {
        return Math.max(Durations.MINUTE_MILLIS, settings.lapseMillis() / UNPACED_TICKS_PER_CYCLE);
    }

    double simulatedPerWall() {
        return (double) settings.lapseMillis() / Math.max(1, intervalMillis);
    }

    boolean paced() {
        return intervalMillis > 0;
    }

    long cycleStartMillis(long cycle) {
        return settings.startMillis() + cycle * settings.lapseMillis();
    }
}
