package io.aegis.cli.bench;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One client of a server's stream, over a socket of its own: two hundred of them should take little of the machine. */
final class Listener implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 14;

    private final Socket socket;
    private final Body body;
    private byte[] line = new byte[1 << 12];

    /** Is told each line of data, on the listener's own thread. */
    @FunctionalInterface
    interface Lines {
        void data(byte[] line, int length);
    }

    private Listener(Socket socket, Body body) {
        this.socket = socket;
        this.body = body;
    }

    /** Opens a stream; returns once the server has answered that it is open. */
    static Listener to(ServerAddress server) {
        URI base = server.base();
        if (!"http".equals(base.getScheme())) {
            throw new WorkFailure("the load generator speaks plain HTTP only, not " + base);
        }
        int port = base.getPort() < 0 ? 80 : base.getPort();
        String token = server.token();
        String request = "GET /api/v1/stream HTTP/1.1\r\nHost: " + base.getHost() + ":" + port
                + (token == null ? "" : "\r\nAuthorization: Bearer " + token) + "\r\n\r\n";
        try {
            Socket socket = new Socket(base.getHost(), port);
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            Body body = new Body(socket.getInputStream());
            String status = body.head();
            if (!status.startsWith("HTTP/1.1 200")) {
                socket.close();
                throw new WorkFailure("GET /api/v1/stream was answered " + status);
            }
            return new Listener(socket, body);
        } catch (IOException fault) {
            throw new WorkFailure("no stream could be opened at " + base + ": " + fault.getMessage(), fault);
        }
    }

    /** Reads until it is closed, or the server ends the stream. */
    void read(Lines lines) {
        try {
            int length = 0;
            for (int next = body.read(); next >= 0; next = body.read()) {
                if (next == '\n') {
                    if (length > 5 && line[0] == 'd' && line[4] == ':') {
                        lines.data(line, length);
                    }
                    length = 0;
                } else {
                    if (length == line.length) {
                        line = Arrays.copyOf(line, 2 * length);
                    }
                    line[length++] = (byte) next;
                }
            }
        } catch (IOException closed) {
            // The measurement is over, or the server is gone; what was not read is counted as missing.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new WorkFailure("a stream could not be closed: " + gone.getMessage(), gone);
        }
    }

    /** A chunked body as one run of bytes. */
    private static final class Body {
        private final InputStream in;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int at;
        private int filled;
        private int left;

        Body(InputStream in) {
            this.in = in;
        }

        /** The status line; the header is read to its end. */
        String head() throws IOException {
            String status = textLine();
            for (String field = textLine(); !field.isEmpty(); field = textLine()) {
                // only the body matters
            }
            return status;
        }

        int read() throws IOException {
            if (left == 0) {
                left = Integer.parseInt(textLine(), 16);
                if (left == 0) {
                    return -1;
                }
            }
            int next = next();
            left--;
            if (left == 0) {
                textLine();
            }
            return next;
        }

        private int next() throws IOException {
            if (at == filled) {
                at = 0;
                filled = in.read(buffer);
                if (filled < 0) {
                    throw new EOFException("the connection ended");
                }
            }
            return buffer[at++] & 0xff;
        }

        private String textLine() throws IOException {
            StringBuilder text = new StringBuilder();
            for (int next = next(); next != '\n'; next = next()) {
                if (next != '\r') {
                    text.append((char) next);
                }
            }
            return text.toString();
        }
    }
}
