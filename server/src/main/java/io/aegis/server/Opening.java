package io.aegis.server;

import io.aegis.server.processing.Monitor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The monitor while it opens: recovery can take a while, and the platform's probes have to be answered meanwhile. Beans
 * that need the monitor are made lazily and wait here; {@link ReadyFilter} lets no request reach them before.
 */
final class Opening implements AutoCloseable {

    private final CompletableFuture<Monitor> monitor = new CompletableFuture<>();

    private Opening() {}

    /** Begins on a thread of its own. */
    static Opening begin(Supplier<Monitor> open) {
        var opening = new Opening();
        Thread.ofPlatform().name("open").start(() -> {
            try {
                opening.monitor.complete(open.get());
            } catch (RuntimeException | Error failure) {
                opening.monitor.completeExceptionally(failure);
            }
        });
        return opening;
    }

    boolean isOpen() {
        return monitor.isDone() && !monitor.isCompletedExceptionally();
    }

    /** What opening threw, rather than what came of it elsewhere. */
    RuntimeException causeOf(RuntimeException failure) {
        return monitor.isCompletedExceptionally() && monitor.exceptionNow() instanceof RuntimeException own
                ? own
                : failure;
    }

    /** The monitor, waited for; throws what opening threw. */
    Monitor monitor() {
        try {
            return monitor.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        monitor.handle((opened, failure) -> {
                    if (opened != null) {
                        opened.close();
                    }
                    return null;
                })
                .join();
    }
}
