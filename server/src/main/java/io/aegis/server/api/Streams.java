package io.aegis.server.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** All open streams: bounded, and ended first when the server stops, so that it need not wait for them. */
final class Streams {

    private static final int OPEN_MAX = 2_000;

    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    int open() {
        return clients.size();
    }

    /** @return false if there are too many, or the server is stopping */
    boolean add(StreamClient client) {
        if (stopping || clients.size() >= OPEN_MAX) {
            return false;
        }
        clients.add(client);
        return true;
    }

    void remove(StreamClient client) {
        clients.remove(client);
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
        clients.forEach(StreamClient::end);
    }
}
