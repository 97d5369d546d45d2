package io.aegis.server.processing;

import io.aegis.engine.intervention.TimelineEntry;

/** What opened and cleared since the previous check by anyone; part of every cut. */
final class CheckCounters {

    private long opened;
    private long cleared;
    private long sinceMillis = -1;

    void count(TimelineEntry entry) {
        switch (entry.kind()) {
            case "opened", "reopened", "released" -> opened++;
            case "cleared" -> cleared++;
            default -> {}
        }
    }

    void restart(long nowMillis) {
        opened = 0;
        cleared = 0;
        sinceMillis = nowMillis;
    }

    long opened() {
        return opened;
    }

    long cleared() {
        return cleared;
    }

    long sinceMillis() {
        return sinceMillis;
    }

    void restore(long openedBefore, long clearedBefore, long since) {
        opened = openedBefore;
        cleared = clearedBefore;
        sinceMillis = since;
    }
}
