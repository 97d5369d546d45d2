package io.aegis.server.processing;

import io.aegis.codec.event.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;

/** A process that sends a history to its own monitor, says what was acknowledged, and waits to be killed. */
final class CrashProgram {

    private CrashProgram() {}

    /** Arguments: directory, seed, customers, hours, the batch to begin with. */
    public static void main(String[] arguments) throws Exception {
        MonitorLimits limits = MonitorLimits.DEFAULTS;
        MonitorOptions options = MonitorOptions.of(Path.of(arguments[0]), TimeMode.SOURCE)
                .withLimits(limits.with(limits.retention(), java.time.Duration.ofMillis(150)));
        Monitor monitor = Monitor.open(options);
        List<List<Line>> history = Traffic.history(
                Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        System.out.println("ready");
        for (int i = Integer.parseInt(arguments[4]); i < history.size(); i++) {
            send(monitor, history.get(i), i);
            System.out.println(i);
        }
        System.out.println("done");
        Thread.sleep(Long.MAX_VALUE);
    }

    /** As a client does: a refusal is tried again under the same key. */
    private static void send(Monitor monitor, List<Line> batch, int number) throws InterruptedException {
        while (true) {
            try {
                var unused = monitor.submit(Traffic.submission(batch, "batch-" + number))
                        .join();
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof Refusal)) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }
}
