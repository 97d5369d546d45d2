package io.aegis.simulator.run;

/** Holds the world back to the pace of the wall: so many simulated milliseconds for one of the wall's. */
final class Pace {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final double usual;
    private double simulatedPerWall;
    private long startNanos;
    private long startMillis;

    Pace(double simulatedPerWall) {
        this.usual = simulatedPerWall;
        this.simulatedPerWall = simulatedPerWall;
    }

    void begin(long simulatedMillis) {
        startNanos = System.nanoTime();
        startMillis = simulatedMillis;
    }

    /** So many times the usual pace from this instant on. */
    void speed(double factor, long simulatedMillis) {
        double wanted = usual * factor;
        if (wanted != simulatedPerWall) {
            simulatedPerWall = wanted;
            begin(simulatedMillis);
        }
    }

    /** Waits until the wall has reached this simulated instant; a world that lags behind goes on from where it is. */
    void await(long simulatedMillis) throws InterruptedException {
        long due = startNanos + Math.round((simulatedMillis - startMillis) / simulatedPerWall * NANOS_PER_MILLI);
        long wait = due - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(wait / NANOS_PER_MILLI, (int) (wait % NANOS_PER_MILLI));
        } else if (wait < -2_000 * NANOS_PER_MILLI) {
            begin(simulatedMillis);
        }
    }
}
