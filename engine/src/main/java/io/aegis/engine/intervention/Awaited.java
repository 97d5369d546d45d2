package io.aegis.engine.intervention;

import java.util.ArrayList;
import java.util.List;

/** An opening that waits for the fleet's verdict on its minute, and what has changed about it since. */
final class Awaited {

    /** What will be told once the verdict is there. */
    record Change(Intervention now, TimelineEntry entry) {}

    final long openedAt;
    /** Start of the window from which it opened. */
    final long windowFrom;

    final List<Change> changes = new ArrayList<>(1);

    Awaited(long openedAt, long windowFrom) {
        this.openedAt = openedAt;
        this.windowFrom = windowFrom;
    }

    Change first() {
        return changes.get(0);
    }

    Intervention latest() {
        return changes.get(changes.size() - 1).now();
    }
}
