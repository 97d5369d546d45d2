package io.aegis.server.sources;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.formats.gateway.PostedLog;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.JsonFields;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.http.RequestTimes;
import io.aegis.server.intake.Acceptance;
import io.aegis.server.intake.Answer;
import io.aegis.server.intake.ContentType;
import io.aegis.server.intake.IdempotencyKey;
import io.aegis.server.intake.InFlight;
import io.aegis.server.intake.RequestBody;
import io.aegis.server.intake.SourceFigures;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/access-logs/NAME}: lines of a configured access log, as a shipper or gateway sends them. */
final class AccessLogDoor extends HttpServlet {

    static final String PATTERN = "/v1/access-logs/*";

    private static final int SAMPLE_CHARS_MAX = 120;
    private static final int FIELDS_SHOWN_MAX = 24;
    private static final String ACCEPTED = "text/plain, application/x-ndjson, application/json";

    private final transient InFlight inFlight;
    private final transient ConfiguredSources sources;
    private final transient Supplier<Masking> masking;
    private final transient Supplier<Acceptance> acceptance;
    private final transient Map<String, PostedLog> logs = new ConcurrentHashMap<>();

    AccessLogDoor(
            InFlight inFlight, ConfiguredSources sources, Supplier<Masking> masking, Supplier<Acceptance> acceptance) {
        this.inFlight = inFlight;
        this.sources = sources;
        this.masking = masking;
        this.acceptance = acceptance;
    }

    /** How a body holds lines. */
    private enum Form {
        LINES,
        /** What curl calls everything; without {@code --data-binary} it strips the ends of lines. */
        CURLED,
        JSON;

        /** Many shippers' text encoders say nothing. */
        static Form of(HttpServletRequest request) {
            String header = request.getContentType();
            return switch (header == null ? "text/plain" : ContentType.utf8(header)) {
                case "text/plain",
                        "application/x-ndjson",
                        "application/ndjson",
                        "application/jsonl",
                        "application/x-jsonlines",
                        "application/octet-stream" -> LINES;
                case "application/x-www-form-urlencoded" -> CURLED;
                case "application/json" -> JSON;
                case null, default ->
                    throw Problem.of(
                                    415,
                                    ContentType.refusal(header, "lines") + "\nUse one of: " + ACCEPTED + "; in UTF-8.")
                            .header("Accept-Post", ACCEPTED)
                            .exception();
            };
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(RequestTimes.ROUTE, PATTERN);
        try {
            SourceSetting.PostedLog source = source(request.getPathInfo());
            if (!request.getMethod().equals("POST")) {
                throw Problem.of(405, "Lines are sent with POST, not " + request.getMethod() + ".")
                        .header("Allow", "POST")
                        .exception();
            }
            refuseOtherSources(Principal.of(request), source);
            Answer.send(taking(request, source), response);
        } catch (ProblemException refusal) {
            refusal.problem().send(request, response);
        }
    }

    private SourceSetting.PostedLog source(@Nullable String path) {
        String name = path == null ? "" : path.substring(1);
        return sources.of(SourceSetting.PostedLog.class).stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                404,
                                "No access log of this name is configured to be posted.\n"
                                        + "Name it under sources: in the configuration: {type: http, name: …, format: …}.")
                        .exception());
    }

    private static void refuseOtherSources(Principal sender, SourceSetting.PostedLog source) {
        if (!sender.sourceOr(source.name()).equals(source.name())) {
            throw Problem.of(
                            403,
                            "The token is bound to the source (" + sender.source() + "), not to (" + source.name()
                                    + ").\nUse a token of this source, or one that is bound to none.")
                    .exception();
        }
    }

    private Receipt taking(HttpServletRequest request, SourceSetting.PostedLog source) throws IOException {
        try {
            return take(request, source);
        } catch (ProblemException refusal) {
            acceptance.get().refused(request, source.name(), refusal.problem());
            throw refusal;
        }
    }

    private Receipt take(HttpServletRequest request, SourceSetting.PostedLog source) throws IOException {
        IdempotencyKey key = IdempotencyKey.of(request);
        Form form = Form.of(request);
        PostedLog log = logs.computeIfAbsent(
                source.name(), name -> new PostedLog(source.reading().reader(masking.get())));
        try (RequestBody body = RequestBody.read(request, inFlight)) {
            byte[] bytes = body.bytes();
            List<Line> lines =
                    switch (form) {
                        case LINES -> log.lines(bytes);
                        case CURLED -> log.lines(withLineEnds(bytes));
                        case JSON -> log.json(bytes);
                    };
            Receipt receipt =
                    acceptance.get().take(new Submission(source.name(), lines, key.text(), key.hash(bytes), false));
            if (lines.isEmpty()) {
                vain(source.name(), new String(bytes, StandardCharsets.UTF_8));
            } else if (lines.stream().allMatch(AccessLogDoor::isNobodys)) {
                acceptance.get().nobodys(source.name(), seen(bytes));
            }
            return receipt;
        } catch (BrokenBodyException broken) {
            throw Problem.of(400, broken.getMessage() + "\nNothing of the body was taken.")
                    .exception();
        }
    }

    private static boolean isNobodys(Line line) {
        return line instanceof PublicEvent event && SourceFigures.isNobodys(event);
    }

    /** The fields of the first record; nothing where it is none of JSON. */
    private static String seen(byte[] body) throws BrokenBodyException {
        String first =
                new String(body, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        JsonNode record = Json.readLine(first.strip());
        JsonNode object = record != null && record.isArray() ? record.path(0) : record;
        if (object == null || !object.isObject()) {
            return "";
        }
        return new JsonFields(object)
                .names().stream().limit(FIELDS_SHOWN_MAX).collect(Collectors.joining(", ", "; fields seen: ", ""));
    }

    /** What is no comment. */
    private void vain(String source, String body) {
        List<String> records = body.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (!records.isEmpty()) {
            String first = records.getFirst();
            acceptance
                    .get()
                    .vain(source, records.size(), first.substring(0, Math.min(SAMPLE_CHARS_MAX, first.length())));
        }
    }

    private static byte[] withLineEnds(byte[] body) throws BrokenBodyException {
        if (body.length == 0 || body[0] == '{' || hasLineEnd(body)) {
            return body;
        }
        throw new BrokenBodyException("The body is called a form and has no line end.\nSend a file with --data-binary;"
                + " -d takes its line ends out. Name a line of its own text/plain.");
    }

    private static boolean hasLineEnd(byte[] body) {
        for (byte each : body) {
            if (each == '\n') {
                return true;
            }
        }
        return false;
    }
}
