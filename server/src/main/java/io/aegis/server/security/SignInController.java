package io.aegis.server.security;

import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in to the pages with a token that may read, and out again. */
@Controller
final class SignInController {

    private final Credentials credentials;
    private final SignInAttempts attempts = new SignInAttempts();

    SignInController(Credentials credentials) {
        this.credentials = credentials;
    }

    @GetMapping("/sign-in")
    void form(@RequestParam(required = false) @Nullable String next, HttpServletResponse response) throws IOException {
        show(response, 200, SignInPage.html(ownPath(next), ""));
    }

    @PostMapping("/sign-in")
    void signIn(
            @RequestParam(required = false) @Nullable String token,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!OwnOrigin.isOurs(request)) {
            throw Problem.of(403, "A page of another origin sent this form.\nOpen the sign-in page itself.")
                    .exception();
        }
        String session;
        try {
            session = token == null ? null : credentials.signIn(token.strip());
        } catch (RuntimeException fault) {
            if (!Problem.ofDatabase(fault)) {
                throw fault;
            }
            show(response, 503, SignInPage.html(ownPath(next), "The database does not answer. Try again in a moment."));
            return;
        }
        if (session == null) {
            refuse(request.getRemoteAddr(), ownPath(next), response);
            return;
        }
        attempts.right(request.getRemoteAddr());
        response.addHeader("Set-Cookie", cookie(session, Credentials.SESSION.toSeconds(), request.isSecure()));
        seeOther(response, ownPath(next));
    }

    /** Never a right token: behind a proxy all come from one address, and one guesser would lock out everybody. */
    private void refuse(String address, String next, HttpServletResponse response) throws IOException {
        long wait = attempts.waitSeconds(address, System.currentTimeMillis());
        if (wait > 0) {
            response.setHeader("Retry-After", Long.toString(wait));
            show(response, 429, SignInPage.html(next, tooMany(wait)));
            return;
        }
        attempts.wrong(address, System.currentTimeMillis());
        show(response, 401, SignInPage.html(next, "This token is unknown, revoked, or may not read."));
    }

    private static String tooMany(long waitSeconds) {
        long minutes = (waitSeconds + 59) / 60;
        return "This token is unknown, revoked, or may not read, and too many wrong ones came from this address."
                + " A right one is let in at any time; wrong ones are looked at again in "
                + (minutes == 1 ? "a minute." : minutes + " minutes.");
    }

    @PostMapping("/sign-out")
    void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String session = AccessFilter.session(request);
        if (session != null) {
            credentials.signOut(session);
        }
        response.addHeader("Set-Cookie", cookie("", 0, request.isSecure()));
        seeOther(response, "/sign-in");
    }

    private static void show(HttpServletResponse response, int status, String html) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
    }

    private static void seeOther(HttpServletResponse response, String path) {
        response.setStatus(303);
        response.setHeader("Location", path);
    }

    private static String cookie(String value, long seconds, boolean secure) {
        return ResponseCookie.from(AccessFilter.COOKIE, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure)
                .path("/")
                .maxAge(seconds)
                .build()
                .toString();
    }

    /** The page to go to: one of ours, whatever the address said. */
    private static String ownPath(@Nullable String next) {
        boolean ours = next != null
                && next.startsWith("/")
                && !next.startsWith("//")
                && next.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
        return ours && next != null ? next : "/";
    }
}
