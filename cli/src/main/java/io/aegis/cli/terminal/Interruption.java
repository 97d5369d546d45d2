package io.aegis.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends long work cleanly on Ctrl+C or SIGTERM: the work sees {@link #requested} or is woken by its own {@code wake},
 * finishes what it has in hand, prints its summary and returns; only then does the process end.
 *
 * <pre>{@code
 * try (Interruption stop = Interruption.wakes(queue::close)) {
 *     while (!stop.requested()) { … }
 *     printSummary();
 * }
 * }</pre>
 */
public final class Interruption implements AutoCloseable {

    /** After so long the process ends whatever the work does. */
    private static final long PATIENCE_SECONDS = 80;

    private final Runnable wake;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");

    private Interruption(Runnable wake) {
        this.wake = wake;
    }

    /** Watches from now on until closed. The {@code wake} runs on another thread, at most once. */
    public static Interruption wakes(Runnable wake) {
        Interruption interruption = new Interruption(wake);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the work has been asked to end. */
    public boolean requested() {
        return asked.getCount() == 0;
    }

    /** Waits until the work is asked to end. */
    public void await() throws InterruptedException {
        asked.await();
    }

    private void stop() {
        asked.countDown();
        wake.run();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("aegis: did not stop within " + PATIENCE_SECONDS + " s, ended anyway");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is done, its summary printed. */
    @Override
    public void close() {
        finished.countDown();
        if (!requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException stopping) {
                // Asked in this very moment: the hook sees that the work has finished.
            }
        }
    }
}
