package io.aegis.server.sources;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.http.RequestTimes;
import io.aegis.server.intake.Acceptance;
import io.aegis.server.intake.Answer;
import io.aegis.server.intake.InFlight;
import io.aegis.server.intake.RequestBody;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /webhooks/NAME}: webhooks of configured sources, by their name or kind. Each checks its sender in its own
 * way; what is not configured is not there. A genuine delivery is answered 202 also where nothing in it can be taken:
 * its sender could only send the same again.
 */
final class WebhookDoor extends HttpServlet {

    static final String PATTERN = "/webhooks/*";

    private final transient InFlight inFlight;
    private final transient Map<String, Webhook> hooks;
    private final transient Supplier<EventReader> events;
    private final transient Supplier<Acceptance> acceptance;

    WebhookDoor(
            InFlight inFlight,
            Map<String, Webhook> hooks,
            Supplier<EventReader> events,
            Supplier<Acceptance> acceptance) {
        this.inFlight = inFlight;
        this.hooks = Map.copyOf(hooks);
        this.events = events;
        this.acceptance = acceptance;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(RequestTimes.ROUTE, PATTERN);
        try {
            Webhook hook = hook(request.getPathInfo());
            if (!request.getMethod().equals("POST")) {
                throw Problem.of(405, "Webhooks are sent with POST, not " + request.getMethod() + ".")
                        .header("Allow", "POST")
                        .exception();
            }
            Answer.sendTaken(taking(request, hook), response);
        } catch (ProblemException refusal) {
            refusal.problem().send(request, response);
        }
    }

    private Webhook hook(@Nullable String path) {
        String name = path == null || path.isEmpty() ? "" : path.substring(1);
        Webhook found = hooks.get(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
        if (found == null) {
            throw Problem.of(
                            404, "No webhook of this name is configured.\nName it under sources: in the configuration.")
                    .exception();
        }
        return found;
    }

    private Receipt taking(HttpServletRequest request, Webhook hook) throws IOException {
        try {
            return take(request, hook);
        } catch (ProblemException refusal) {
            acceptance.get().refused(request, hook.name(), refusal.problem());
            throw refusal;
        }
    }

    private Receipt take(HttpServletRequest request, Webhook hook) throws IOException {
        try (RequestBody body = RequestBody.read(request, inFlight)) {
            hook.check(request, body.bytes());
            Webhook.Delivery delivery = hook.read(request, body.bytes());
            String key = delivery.id() == null ? null : hook.name() + "/" + delivery.id();
            return acceptance
                    .get()
                    .take(Submission.delivery(hook.name(), lines(delivery.events()), key, delivery.subscription()));
        } catch (BrokenBodyException broken) {
            throw Problem.of(400, broken.getMessage() + "\nNothing of it was taken.")
                    .exception();
        }
    }

    private List<Line> lines(List<ObjectNode> found) {
        List<Line> lines = new ArrayList<>(found.size());
        for (ObjectNode event : found) {
            Line line = PublicJson.read(event, events.get(), 1);
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }
}
