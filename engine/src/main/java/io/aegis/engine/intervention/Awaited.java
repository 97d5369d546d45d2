package io.aegis.engine.intervention;

import io.aegis.engine.fleet.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An opening that waits for the fleet's verdict on its minute, and what has changed about it since. */
final class Awaited {

    /** What will be told once the verdict is there. */
    record Change(Intervention now, TimelineEntry entry) {}

    final long openedAt;
    /** The kinds of incidents that may explain it. */
    final Set<Incident.Kind> kinds;
    /** Start of the window from which it opened. */
    final long windowFrom;

    final List<Change> changes = new ArrayList<>(1);

    Awaited(long openedAt, Set<Incident.Kind> kinds, long windowFrom) {
        this.openedAt = openedAt;
        this.kinds = kinds;
        this.windowFrom = windowFrom;
    }

    Change first() {
        return changes.get(0);
    }

    Intervention latest() {
        return changes.get(changes.size() - 1).now();
    }
}
