package io.aegis.simulator.delivery;

import java.io.IOException;

/** Where bodies of event lines go. One call at a time; what returns has been taken for good. */
public interface Target extends AutoCloseable {

    /**
     * Hands over a body of event lines, and does not return before it is safe there.
     *
     * @throws DeliveryException if it is refused and trying again would not help
     */
    void send(EventLines body) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
