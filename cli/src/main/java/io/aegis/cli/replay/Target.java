package io.aegis.cli.replay;

import io.aegis.codec.event.PublicEvent;
import java.io.IOException;

/** Where the stream goes: the monitor in this process, or a server. */
interface Target {

    /** @param place file and line that the event came from, by which it is known again */
    void event(PublicEvent event, Place place) throws IOException, InterruptedException;

    /** Time has reached this instant. */
    void tick(long atMillis) throws IOException, InterruptedException;

    /** Nothing more comes; what is under way is done when this returns. */
    void finish() throws IOException, InterruptedException;

    /** @param file number of the file, by name */
    record Place(int file, long line) {}
}
