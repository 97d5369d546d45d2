package io.aegis.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what must come true. */
final class Await {

    private Await() {}

    /** Asks every 100 ms until it is so. */
    static void until(String what, Duration patience, Callable<Boolean> isSo) {
        long end = System.nanoTime() + patience.toNanos();
        Throwable last = null;
        while (System.nanoTime() < end) {
            try {
                if (isSo.call()) {
                    return;
                }
                last = null;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            } catch (Exception | AssertionError notYet) {
                last = notYet;
            }
            sleep(100);
        }
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what, last);
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
