package io.aegis.server.intake;

import io.aegis.server.http.Problem;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all bodies that are being read or decoded, bounded: past the limit requests are put off with 429. */
public final class InFlight {

    private final BodyLimits limits;
    private final AtomicLong bytes = new AtomicLong();

    public InFlight(BodyLimits limits) {
        this.limits = limits;
    }

    public BodyLimits limits() {
        return limits;
    }

    /** Bytes held now. */
    public long bytes() {
        return bytes.get();
    }

    void acquire(long more) {
        if (bytes.addAndGet(more) > limits.inFlightBytesMax()) {
            bytes.addAndGet(-more);
            throw Problem.of(429, "The server is reading as much as it may hold.\nSend this again in a second.")
                    .header("Retry-After", "1")
                    .exception();
        }
    }

    void release(long held) {
        bytes.addAndGet(-held);
    }
}
