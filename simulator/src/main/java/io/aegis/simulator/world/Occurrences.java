package io.aegis.simulator.world;

import org.jspecify.annotations.Nullable;

/** Takes what happens in the world, in order of time. */
public interface Occurrences {

    /**
     * One API call.
     *
     * @param packed read by {@link Calls}
     */
    void call(Company company, long atMillis, int packed);

    /** @param company null where it concerns all */
    void other(@Nullable Company company, long atMillis, Occurrence occurrence);

    /** Takes nothing: the world runs silently. */
    Occurrences NONE = new Occurrences() {
        @Override
        public void call(Company company, long atMillis, int packed) {}

        @Override
        public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {}
    };
}
