package io.aegis.server.sources;

import io.aegis.codec.event.Masking;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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

    /** It is well, but what it waits for is not there yet. */
    void waitsFor(String what) {
        trouble = what;
    }

    /** What a failure says, without the passwords that drivers repeat from an address. */
    static String told(Throwable why) {
        String message = why.getMessage();
        return switch (why) {
            case AccessDeniedException denied ->
                "the file (" + denied.getFile() + ") may not be read by the user that runs Aegis; give it the right to";
            case FileSystemException file ->
                "the file (" + file.getFile() + ") cannot be read: "
                        + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
            default -> message == null ? why.getClass().getSimpleName() : Masking.told(message);
        };
    }
}
