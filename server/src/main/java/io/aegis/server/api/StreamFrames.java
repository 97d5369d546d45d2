package io.aegis.server.api;

import io.aegis.server.projection.Changes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Changes as frames of an event stream. All clients are told of a change one after another, so it is written once. */
final class StreamFrames {

    private volatile @Nullable Written last;

    byte[] frame(Changes.Change change) {
        Written known = last;
        if (known != null && known.id == change.id()) {
            return known.frame;
        }
        String text = "id: " + change.id() + "\nevent: " + change.kind().id() + "\ndata: " + change.json() + "\n\n";
        var written = new Written(change.id(), text.getBytes(StandardCharsets.UTF_8));
        last = written;
        return written.frame;
    }

    private static final class Written {
        private final long id;
        private final byte[] frame;

        Written(long id, byte[] frame) {
            this.id = id;
            this.frame = frame;
        }
    }
}
