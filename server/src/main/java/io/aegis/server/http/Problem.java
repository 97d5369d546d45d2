package io.aegis.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer that refuses, as {@code application/problem+json} (RFC 9457).
 *
 * @param detail what was wrong, with the value and the place, then what to do
 * @param members further members of the JSON object, by name
 * @param headers further headers of the answer
 */
public record Problem(int status, String detail, SortedMap<String, Object> members, SortedMap<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** What is wrong with an address or a form whose parameters are no text. */
    public static final String UNREADABLE =
            "A parameter of the address or form is no text: percent signs, UTF-8 or a zero byte in it are wrong.\n"
                    + "Write it as UTF-8, percent-encoded.";

    /** Classes of SQLSTATE: connection, resources, operator intervention, system error. */
    private static final Set<String> DATABASE_AWAY = Set.of("08", "53", "57", "58");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public Problem {
        members = new TreeMap<>(members);
        headers = new TreeMap<>(headers);
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, detail, new TreeMap<>(), new TreeMap<>());
    }

    /** A parameter that holds what no text does. */
    public static Problem unreadable() {
        return of(400, UNREADABLE);
    }

    /** Nothing answers at a path. */
    public static Problem nowhere(String path) {
        String remedy = ShipperPaths.isOne(path)
                ? "Log shippers post to /v1/access-logs/NAME, which is a source of type: http in the configuration."
                : "See /openapi.yaml for what there is.";
        return of(404, "Nothing is at " + path + ".\n" + remedy);
    }

    /** True where the database is away, is starting or has no room: not where it refuses what we ask of it. */
    public static boolean ofDatabase(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure && isAway(failure)) {
                return true;
            }
        }
        return false;
    }

    /** What the database itself refuses has an SQLSTATE; what the pool or the connection says may have none. */
    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || state == null
                || state.length() > 2 && DATABASE_AWAY.contains(state.substring(0, 2));
    }

    public Problem with(String member, Object value) {
        var more = new TreeMap<>(members);
        more.put(member, value);
        return new Problem(status, detail, more, headers);
    }

    public Problem header(String name, String value) {
        var more = new TreeMap<>(headers);
        more.put(name, value);
        return new Problem(status, detail, members, more);
    }

    /** The same as something to throw. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** Answers the request with this; what was written before and not yet sent is dropped. */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MEDIA_TYPE);
        byte[] json = json(request.getRequestURI());
        response.setContentLength(json.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(json);
        }
        response.flushBuffer();
    }

    /** @param instance path of the request that was refused */
    public byte[] json(String instance) {
        try (var bytes = new ByteArrayBuilder();
                JsonGenerator out = MAPPER.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("type", "about:blank");
            out.writeStringProperty("title", title());
            out.writeNumberProperty("status", status);
            out.writeStringProperty("detail", detail);
            out.writeStringProperty("instance", instance);
            members.forEach((name, value) -> out.writePOJOProperty(name, value));
            out.writeEndObject();
            out.flush();
            return bytes.toByteArray();
        }
    }

    private String title() {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error " + status : known.getReasonPhrase();
    }
}
