package io.aegis.simulator.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A person's hand on a run: pause, speed, and questions and orders that are carried out between two steps of the world.
 * Safe for any thread. It changes when the world's events are sent, never which.
 */
public final class Steering {

    public static final double SPEED_MIN = 0.1;
    public static final double SPEED_MAX = 50;

    private static final long LOOK_MILLIS = 50;
    private static final int WISHES_MAX = 100;

    private final LinkedBlockingQueue<Wish<?>> wishes = new LinkedBlockingQueue<>(WISHES_MAX);
    private volatile boolean paused;
    private volatile double speed = 1;

    private record Wish<T>(Function<Simulation, T> what, CompletableFuture<T> answer) {
        void grant(Simulation simulation) {
            try {
                answer.complete(what.apply(simulation));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /** Asks or orders between two steps. */
    public <T> CompletableFuture<T> ask(Function<Simulation, T> what) {
        Wish<T> wish = new Wish<>(what, new CompletableFuture<>());
        if (!wishes.offer(wish)) {
            wish.answer()
                    .completeExceptionally(new IllegalStateException("too much is asked of the simulator at once"));
        }
        return wish.answer();
    }

    public boolean paused() {
        return paused;
    }

    public void pause(boolean wanted) {
        paused = wanted;
    }

    public double speed() {
        return speed;
    }

    /** @throws IllegalArgumentException outside of {@link #SPEED_MIN} to {@link #SPEED_MAX} */
    public void speed(double wanted) {
        if (!(wanted >= SPEED_MIN && wanted <= SPEED_MAX)) {
            throw new IllegalArgumentException(
                    "speed (%s) must lie between %s and %s times the usual".formatted(wanted, SPEED_MIN, SPEED_MAX));
        }
        speed = wanted;
    }

    boolean waiting() {
        return paused || !wishes.isEmpty();
    }

    /**
     * Grants what is wished, and while paused waits for more.
     *
     * @return whether it has waited
     */
    boolean attend(Simulation simulation, BooleanSupplier stopped) throws InterruptedException {
        grantAll(simulation);
        boolean waited = false;
        while (paused && !stopped.getAsBoolean()) {
            waited = true;
            Wish<?> wish = wishes.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (wish != null) {
                wish.grant(simulation);
            }
        }
        return waited;
    }

    private void grantAll(Simulation simulation) {
        for (Wish<?> wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            wish.grant(simulation);
        }
    }
}
