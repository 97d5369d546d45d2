package io.aegis.engine;

import io.aegis.engine.fleet.Sources;
import io.aegis.engine.signal.Silence;

/** The silence of one source; pointed at a customer's source and reused. */
final class SourceSilence implements Silence {

    private final Sources sources;
    int source = -1;

    SourceSilence(Sources sources) {
        this.sources = sources;
    }

    @Override
    public boolean on(int day, long nowMillis) {
        return sources.silentOn(source, day, nowMillis);
    }

    @Override
    public long within(long fromMillis, long toMillis) {
        return sources.silentWithin(source, fromMillis, toMillis);
    }

    @Override
    public boolean lasts(long nowMillis) {
        return sources.silentAt(source, nowMillis);
    }
}
