package io.aegis.server.sources;

import org.jspecify.annotations.Nullable;

/** How a source that the server reads by itself is doing. */
final class SourceState {

    private volatile @Nullable String trouble;

    /** Why it cannot be read at present; null when all is well. */
    @Nullable
    String trouble() {
        return trouble;
    }

    void well() {
        trouble = null;
    }

    void troubled(Throwable why) {
        String message = why.getMessage();
        trouble = message == null ? why.getClass().getSimpleName() : message;
    }
}
