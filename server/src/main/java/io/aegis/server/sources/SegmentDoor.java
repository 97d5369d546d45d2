package io.aegis.server.sources;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.formats.mapping.Instants;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.segment.EventNames;
import io.aegis.formats.segment.SegmentReader;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.http.RequestTimes;
import io.aegis.server.intake.Acceptance;
import io.aegis.server.intake.Answer;
import io.aegis.server.intake.InFlight;
import io.aegis.server.intake.RequestBody;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.security.Principal;
import io.aegis.server.security.WriteKeys;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The Segment HTTP API. Its libraries send 429, 500 and 503 again with the same message ids and give up on 400. */
final class SegmentDoor extends HttpServlet {

    private final transient InFlight inFlight;
    private final transient WriteKeys writeKeys;
    private final transient ConfiguredSources sources;
    private final transient Supplier<EventReader> events;
    private final transient Supplier<Acceptance> acceptance;
    private final transient InstantSource clock;
    private final transient TimeMode timeMode;
    private final transient Map<String, SegmentReader> readers = new ConcurrentHashMap<>();

    SegmentDoor(
            InFlight inFlight,
            WriteKeys writeKeys,
            ConfiguredSources sources,
            Supplier<EventReader> events,
            Supplier<Acceptance> acceptance,
            InstantSource clock,
            TimeMode timeMode) {
        this.inFlight = inFlight;
        this.writeKeys = writeKeys;
        this.sources = sources;
        this.events = events;
        this.acceptance = acceptance;
        this.clock = clock;
        this.timeMode = timeMode;
    }

    /** Each path as it is and with a slash behind it. */
    static String[] paths() {
        return WriteKeys.paths().stream()
                .flatMap(path -> Stream.of(path, path + "/"))
                .toArray(String[]::new);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(RequestTimes.ROUTE, request.getServletPath());
        try {
            if (!request.getMethod().equals("POST")) {
                throw Problem.of(405, "Segment calls are sent with POST, not " + request.getMethod() + ".")
                        .header("Allow", "POST")
                        .exception();
            }
            if (!isJson(request.getContentType())) {
                throw Problem.of(
                                415,
                                "Content-Type (" + request.getContentType() + ") is not JSON.\n"
                                        + "Use application/json.")
                        .exception();
            }
            Answer.send(take(request), response);
        } catch (ProblemException refusal) {
            Principal shown = Principal.of(request);
            if (!shown.unknown()) {
                acceptance
                        .get()
                        .refused(request, sources.nameFor(SourceSetting.Segment.class, shown), refusal.problem());
            }
            refusal.problem().send(request, response);
        }
    }

    /** Browsers' libraries send JSON as plain text, to spare a preflight request; RudderStack's call it a form. */
    private static boolean isJson(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("application/json")
                || type.startsWith("text/plain")
                || type.startsWith("application/x-www-form-urlencoded");
    }

    private Receipt take(HttpServletRequest request) throws IOException {
        try (RequestBody body = RequestBody.read(request, inFlight)) {
            Principal shown = Principal.of(request);
            Principal sender = shown.unknown() ? writeKeys.sender(SegmentReader.writeKey(body.bytes())) : shown;
            List<List<ObjectNode>> messages =
                    reader(setting(sender)).read(call(request.getServletPath()), body.bytes(), arrivedMillis());
            return acceptance
                    .get()
                    .take(new Submission(
                            sources.nameFor(SourceSetting.Segment.class, sender), lines(messages), null, null, false));
        } catch (BrokenBodyException broken) {
            throw Problem.of(400, broken.getMessage() + "\nNothing of the body was taken.")
                    .exception();
        }
    }

    private SourceSetting.@Nullable Segment setting(Principal sender) {
        return sources.find(SourceSetting.Segment.class, sender.source()).orElse(null);
    }

    /** {@code /v1/t} is {@code track}, {@code /v1/import/} a batch. */
    private static String call(String path) {
        String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return switch (name.substring("/v1/".length())) {
            case "b", "batch", "import" -> "batch";
            case "t" -> "track";
            case "i" -> "identify";
            case "g" -> "group";
            case "p" -> "page";
            case "s" -> "screen";
            case "a" -> "alias";
            case String whole -> whole;
        };
    }

    /** In source time the sender's clock is right by definition. */
    private long arrivedMillis() {
        return timeMode == TimeMode.WALL ? clock.millis() : Instants.NONE;
    }

    private SegmentReader reader(SourceSetting.@Nullable Segment setting) {
        return readers.computeIfAbsent(
                setting == null ? "" : setting.name(),
                name -> setting == null
                        ? new SegmentReader(Mapping.NONE, EventNames.DEFAULTS, Plans.NONE)
                        : new SegmentReader(setting.mapping(), setting.events(), setting.plans()));
    }

    private List<Line> lines(List<List<ObjectNode>> messages) {
        List<Line> lines = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            for (ObjectNode event : messages.get(i)) {
                Line line = SegmentReader.line(event, events.get(), i + 1L);
                if (line != null) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }
}
