package io.aegis.server.api;

import io.aegis.server.projection.Changes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client of the stream: changes are put into its queue by the projecting thread and written by its own. One that
 * does not read as fast as things change, by a whole queue, is dropped; it comes again with the last id it saw.
 */
final class StreamClient implements Changes.Listener {

    private static final int QUEUE_FRAMES_MAX = Changes.HELD_MAX + 96;
    private static final int HEARTBEAT_SECONDS = 15;
    /** After this the client has to come again, so that a token that was revoked does not read on. */
    private static final long LIFE_NANOS = TimeUnit.MINUTES.toNanos(15);

    private static final byte[] GREETING = bytes("retry: 1000\n: aegis\n\n");
    private static final byte[] HEARTBEAT = bytes(": heartbeat\n\n");
    private static final byte[] MISSED = bytes("event: missed\ndata: {}\n\n");
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE_FRAMES_MAX);
    private final StreamFrames frames;
    private volatile boolean ended;

    StreamClient(StreamFrames frames) {
        this.frames = frames;
    }

    @Override
    public void changed(Changes.Change change) {
        put(frames.frame(change));
    }

    @Override
    public void missed() {
        put(MISSED);
    }

    /** The writer stops at the next frame. */
    void end() {
        ended = true;
        queue.offer(END);
    }

    private void put(byte[] frame) {
        if (!ended && !queue.offer(frame)) {
            ended = true;
            queue.clear();
            queue.offer(END);
        }
    }

    /** Writes until the client leaves, falls behind, or its time is over. */
    void write(OutputStream out) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        out.write(GREETING);
        out.flush();
        while (!ended && System.nanoTime() - startNanos < LIFE_NANOS) {
            byte @Nullable [] frame = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
            out.write(frame == null ? HEARTBEAT : frame);
            for (byte[] more = queue.poll(); more != null; more = queue.poll()) {
                out.write(more);
            }
            out.flush();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
