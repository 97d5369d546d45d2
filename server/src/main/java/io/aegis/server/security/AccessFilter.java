package io.aegis.server.security;

import io.aegis.server.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in what {@link AccessPolicy} allows and leaves the {@link Principal} on the request. */
public final class AccessFilter extends HttpFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);

    static final String COOKIE = "aegis_session";

    private final boolean demo;
    private final transient Supplier<Credentials> credentials;

    AccessFilter(boolean demo, Supplier<Credentials> credentials) {
        this.demo = demo;
        this.credentials = credentials;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!demo && CrossOrigin.answers(request, response, path(request))) {
            return;
        }
        Problem refusal = refusal(request);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else if (refusal.status() == 503 && wantsPage(request)) {
            AwayPage.send(response);
        } else if (refusal.status() == 401 && wantsPage(request)) {
            response.sendRedirect("/sign-in?next=" + URLEncoder.encode(address(request), StandardCharsets.UTF_8));
        } else {
            refusal.send(request, response);
        }
    }

    private @Nullable Problem refusal(HttpServletRequest request) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            return Problem.of(400, "The address holds a semicolon.\nWrite it as %3B.");
        }
        if (demo) {
            return admitLocal(request);
        }
        try {
            return admit(request);
        } catch (RuntimeException fault) {
            if (!Problem.ofDatabase(fault)) {
                throw fault;
            }
            LOG.warn(
                    "{} {} cannot be let in, the database is away: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    fault.getMessage());
            return Problem.of(
                            503,
                            "The database does not answer, and whose token this is stands in it.\nTry again; what was"
                                    + " accepted is safe.")
                    .header("Retry-After", "5");
        }
    }

    private @Nullable Problem admitLocal(HttpServletRequest request) {
        if (!OwnOrigin.isLoopback(request.getHeader("Host"))) {
            return Problem.of(
                    403,
                    "Host (" + request.getHeader("Host") + ") is not this machine.\n"
                            + "A demo answers only to localhost; for others start `aegis serve`.");
        }
        if (unsafe(request) && !OwnOrigin.isOurs(request)) {
            return foreign(request);
        }
        Principal.LOCAL.on(request);
        return null;
    }

    private @Nullable Problem admit(HttpServletRequest request) {
        return switch (AccessPolicy.of(request.getMethod(), path(request))) {
            case AccessPolicy.Need.Nothing nothing -> null;
            case AccessPolicy.Need.OwnCheck own -> null;
            case AccessPolicy.Need.Scoped scoped -> admit(request, scoped.scope());
        };
    }

    private @Nullable Problem admit(HttpServletRequest request, Scope scope) {
        String token = token(request);
        String session = token == null ? session(request) : null;
        Principal principal = token != null
                ? credentials.get().ofToken(token)
                : session != null ? credentials.get().ofSession(session) : null;
        if (principal == null) {
            return token == null && session == null && AccessPolicy.mayHoldWriteKey(request, path(request))
                    ? null
                    : Refusals.unknown(AccessPolicy.takesWriteKey(path(request)), token != null);
        }
        if (principal.person() && unsafe(request) && !OwnOrigin.isOurs(request)) {
            return foreign(request);
        }
        if (!principal.may(scope)) {
            return Refusals.lacking(principal, scope);
        }
        principal.on(request);
        return null;
    }

    private static Problem foreign(HttpServletRequest request) {
        return Problem.of(
                403,
                "A page of another origin (" + request.getHeader("Origin") + ") sent this request.\n"
                        + "Changes are taken only from the dashboard's own pages.");
    }

    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return null;
        }
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        if (header.regionMatches(true, 0, "Basic ", 0, 6) && AccessPolicy.takesWriteKey(path(request))) {
            return basicUser(header.substring(6).strip());
        }
        return "";
    }

    private static String basicUser(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    static @Nullable String session(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static boolean unsafe(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    private static boolean wantsPage(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && !AccessPolicy.forPrograms(path(request))
                && request.getHeader("Authorization") == null;
    }

    /** The path as it is matched: decoded, without parameters. */
    private static String path(HttpServletRequest request) {
        String more = request.getPathInfo();
        return more == null ? request.getServletPath() : request.getServletPath() + more;
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
