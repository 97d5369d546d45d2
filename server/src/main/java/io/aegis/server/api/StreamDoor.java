package io.aegis.server.api;

import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.http.RequestTimes;
import io.aegis.server.projection.Changes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** {@code GET /api/v1/stream}: what changes, as server-sent events. */
final class StreamDoor extends HttpServlet {

    static final String PATH = "/api/v1/stream";

    private final transient Supplier<Changes> changes;
    private final transient Streams streams;
    private final transient StreamFrames frames = new StreamFrames();

    StreamDoor(Supplier<Changes> changes, Streams streams) {
        this.changes = changes;
        this.streams = streams;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(RequestTimes.ROUTE, PATH);
        try {
            if (!request.getMethod().equals("GET")) {
                throw Problem.of(
                                405,
                                "The stream is read with GET, not " + request.getMethod() + ".\nUse GET " + PATH + ".")
                        .header("Allow", "GET")
                        .exception();
            }
            stream(request, response);
        } catch (ProblemException refusal) {
            refusal.problem().send(request, response);
        }
    }

    private void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long lastId = lastId(request);
        var client = new StreamClient(frames);
        if (!streams.add(client)) {
            throw Problem.of(503, "Too many streams are open.\nTry again later.")
                    .header("Retry-After", "10")
                    .exception();
        }
        try {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("X-Accel-Buffering", "no");
            Changes.Subscription subscription = changes.get().subscribe(lastId, client);
            try {
                client.write(response.getOutputStream());
            } finally {
                subscription.close();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(client);
        }
    }

    /** The header that browsers send when they come again; programs may write it into the address. */
    private static long lastId(HttpServletRequest request) {
        String parameter = Query.of(request, "last_event_id").text("last_event_id");
        String header = request.getHeader("Last-Event-ID");
        String text = header == null || header.isEmpty() ? parameter : header;
        if (text == null) {
            return Changes.FROM_NOW;
        }
        try {
            long id = Long.parseLong(text);
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException notAnId) {
            // refused below, as a negative one is
        }
        throw Problem.of(
                        400,
                        "Last-Event-ID (" + text
                                + ") is not an id of this stream.\nSend the last `id` received, or none.")
                .exception();
    }
}
