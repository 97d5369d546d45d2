package io.aegis.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Lets pages of any origin send to the Segment API, as browsers' libraries do with a public write key. They put it into
 * {@code Authorization}, so browsers ask beforehand, without a token. Nothing else here may be read from other origins.
 */
final class CrossOrigin {

    /** What analytics-next and RudderStack's library send. */
    private static final String HEADERS = "Authorization, Content-Type, X-Retry-Count, AnonymousId";

    /** As long as browsers keep it at most. */
    private static final String KEPT_SECONDS = "7200";

    private CrossOrigin() {}

    /** Says in the answer who may read it; true if the request only asked for that, and is answered with it. */
    static boolean answers(HttpServletRequest request, HttpServletResponse response, String path) {
        if (!WriteKeys.takenAt(path)) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Expose-Headers", "Retry-After");
        if (!request.getMethod().equals("OPTIONS") || request.getHeader("Access-Control-Request-Method") == null) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", "POST");
        response.setHeader("Access-Control-Allow-Headers", HEADERS);
        response.setHeader("Access-Control-Max-Age", KEPT_SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return true;
    }
}
