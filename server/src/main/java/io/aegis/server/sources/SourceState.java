package io.aegis.server.sources;

import io.aegis.codec.event.Masking;
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
        trouble = told(why);
    }

    /** What a failure says, without the passwords that drivers repeat from an address. */
    static String told(Throwable why) {
        String message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : Masking.told(message);
    }
}
