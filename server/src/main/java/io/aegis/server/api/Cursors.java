package io.aegis.server.api;

import io.aegis.server.http.Problem;
import java.util.function.Supplier;

/** Reading with a cursor that somebody may have changed. */
final class Cursors {

    private Cursors() {}

    /** What is read; a cursor that was not made by the same call is refused with 400. */
    static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException broken) {
            throw Problem.of(
                            400,
                            broken.getMessage()
                                    + "\nTake the cursor from `next` of the page before, with the same order.")
                    .with("parameter", "cursor")
                    .exception();
        }
    }
}
