package io.aegis.cli.bench;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One kept-alive HTTP/1.1 connection that posts bodies to one path: a load generator on the server's own machine should take as
 * little of it as it can.
 */
final class Wire implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 14;
    private static final long BUSY_PAUSE_MILLIS = 20;

    private final Socket socket;
    private final InputStream in;
    private final Target target;
    private final String head;

    /** A door: its path, the content type that it is sent, and the status that says taken. */
    record Target(String path, String contentType, int taken) {
        static final Target EVENTS = new Target("/v1/events", "application/x-ndjson", 202);
        static final Target SPANS = new Target("/v1/traces", "application/x-protobuf", 200);
    }

    private Wire(Socket socket, InputStream in, Target target, String head) {
        this.socket = socket;
        this.in = in;
        this.target = target;
        this.head = head;
    }

    static Wire to(ServerAddress server, Target target) {
        URI base = server.base();
        if (!"http".equals(base.getScheme())) {
            throw new WorkFailure("the load generator speaks plain HTTP only, not " + base);
        }
        int port = base.getPort() < 0 ? 80 : base.getPort();
        String token = server.token();
        try {
            Socket socket = new Socket(base.getHost(), port);
            socket.setTcpNoDelay(true);
            return new Wire(
                    socket,
                    new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES),
                    target,
                    "POST " + target.path() + " HTTP/1.1\r\nHost: " + base.getHost() + ":" + port
                            + "\r\nContent-Type: " + target.contentType() + "\r\n"
                            + (token == null ? "" : "Authorization: Bearer " + token + "\r\n") + "Content-Length: ");
        } catch (IOException fault) {
            throw new WorkFailure("no server answers at " + base + ": " + fault.getMessage(), fault);
        }
    }

    /** Sends a body until it is acknowledged; a full server is asked again. */
    void post(byte[] body) {
        try {
            int status = send(body);
            while (status == 429 || status == 503) {
                Thread.sleep(BUSY_PAUSE_MILLIS);
                status = send(body);
            }
            if (status != target.taken()) {
                throw new WorkFailure("POST " + target.path() + " was answered " + status);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException("the server broke off", fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WorkFailure("interrupted while sending", interrupted);
        }
    }

    private int send(byte[] body) throws IOException {
        byte[] first = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[first.length + body.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(body, 0, whole, first.length, body.length);
        socket.getOutputStream().write(whole);
        return answer();
    }

    private int answer() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean chunked = false;
        for (String field = line(); !field.isEmpty(); field = line()) {
            if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(field.substring(15).strip());
            }
            chunked |= field.regionMatches(true, 0, "Transfer-Encoding: chunked", 0, 26);
        }
        if (!chunked) {
            in.skipNBytes(length);
            return status;
        }
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            in.skipNBytes(size + 2L);
        }
        in.skipNBytes(2);
        return status;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended within an answer");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
