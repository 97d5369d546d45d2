package io.aegis.server.intake;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Line;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.http.RequestTimes;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import io.aegis.server.security.Principal;
import io.aegis.server.security.Scope;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code POST /v1/events}. A servlet of its own: Spring MVC would cost more than reading one event does. */
final class EventsDoor extends HttpServlet {

    static final String PATH = "/v1/events";

    private final transient InFlight inFlight;
    private final transient Supplier<EventBodies> bodies;
    private final transient Supplier<Acceptance> acceptance;

    EventsDoor(InFlight inFlight, Supplier<EventBodies> bodies, Supplier<Acceptance> acceptance) {
        this.inFlight = inFlight;
        this.bodies = bodies;
        this.acceptance = acceptance;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(RequestTimes.ROUTE, PATH);
        try {
            if (!request.getMethod().equals("POST")) {
                throw Problem.of(
                                405,
                                "Events are sent with POST, not " + request.getMethod() + ".\nUse POST " + PATH + ".")
                        .header("Allow", "POST")
                        .exception();
            }
            Answer.send(take(request), response);
        } catch (ProblemException refusal) {
            Principal sender = Principal.of(request);
            acceptance.get().refused(request, sender.sourceOr(sender.name()), refusal.problem());
            refusal.problem().send(request, response);
        }
    }

    private Receipt take(HttpServletRequest request) throws IOException {
        IdempotencyKey key = IdempotencyKey.of(request);
        Principal sender = Principal.of(request);
        BodyForm form = BodyForm.of(request);
        try (RequestBody body = RequestBody.read(request, inFlight)) {
            byte[] bytes = body.bytes();
            List<Line> lines = bodies.get().read(form, bytes, request::getHeader);
            return acceptance
                    .get()
                    .take(new Submission(
                            sender.sourceOr(sender.name()),
                            lines,
                            key.text(),
                            key.hash(bytes),
                            sender.may(Scope.CLOCK)));
        } catch (BrokenBodyException broken) {
            throw Problem.of(400, broken.getMessage() + "\nNothing of the body was taken.")
                    .exception();
        }
    }
}
