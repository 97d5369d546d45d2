package io.aegis.simulator.delivery;

import java.io.IOException;
import java.io.OutputStream;

/** Writes event lines to a file or to standard output. */
public final class StreamTarget implements Target {

    private final OutputStream out;
    private final boolean closes;

    /** @param closes whether the stream is ours to close */
    public StreamTarget(OutputStream out, boolean closes) {
        this.out = out;
        this.closes = closes;
    }

    @Override
    public void send(EventLines body) throws IOException {
        out.write(body.buffer(), 0, body.length());
    }

    @Override
    public void close() throws IOException {
        out.flush();
        if (closes) {
            out.close();
        }
    }
}
