package io.aegis.server.security;

import io.aegis.server.http.ShipperPaths;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** What each path needs. One table, read from top to bottom; what it does not name needs {@code read} or {@code operate}. */
public final class AccessPolicy {

    private static final Set<String> OPEN = Set.of(
            "/actuator/health/liveness", "/actuator/health/readiness", "/sign-in", "/openapi.yaml", "/favicon.ico");

    private AccessPolicy() {}

    /** What a request needs to be let in. */
    public sealed interface Need {
        /** Nothing. */
        record Nothing() implements Need {}

        /** The door checks a signature or password of its own. */
        record OwnCheck() implements Need {}

        record Scoped(Scope scope) implements Need {}
    }

    public static Need of(String method, String path) {
        boolean reads = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
        if (OPEN.contains(path) || (reads && path.startsWith("/assets/"))) {
            return new Need.Nothing();
        }
        if (path.startsWith("/webhooks/")) {
            return new Need.OwnCheck();
        }
        if (path.startsWith("/v1/") || ShipperPaths.isOne(path)) {
            return new Need.Scoped(Scope.INGEST);
        }
        if (reads || path.equals("/sign-out")) {
            return new Need.Scoped(Scope.READ);
        }
        return new Need.Scoped(administers(method, path) ? Scope.ADMIN : Scope.OPERATE);
    }

    private static boolean administers(String method, String path) {
        return path.startsWith("/api/v1/rules")
                || path.startsWith("/api/v1/sources")
                || path.startsWith("/api/v1/tokens")
                || path.startsWith("/api/v1/users")
                || path.startsWith("/api/v1/unattributed")
                || (method.equals("DELETE") && path.startsWith("/api/v1/customer"));
    }

    /** True where an answer is for a program, so that a refusal is JSON and not a sign-in page. */
    static boolean forPrograms(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/v1/")
                || path.startsWith("/webhooks/")
                || path.startsWith("/actuator");
    }

    /** Segment libraries send a write key: as the user of basic authentication, or only in the body. */
    static boolean takesWriteKey(String path) {
        return WriteKeys.takenAt(path);
    }

    /** Whether the door is to look into the body before it is said who sends. */
    static boolean mayHoldWriteKey(HttpServletRequest request, String path) {
        String type = request.getContentType();
        return takesWriteKey(path)
                && request.getMethod().equals("POST")
                && type != null
                && (type.startsWith("application/json") || type.startsWith("text/plain"));
    }
}
