package io.aegis.server.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a person gets who cannot be let in because the database is away. */
final class AwayPage {

    private static final String HTML = EntrancePage.html("Not possible at present", """
            <p>The database does not answer, so nobody can be let in. What was accepted is safe.
            If it stays so, run <code>./aegis doctor</code> on the server.</p>
            <p><a class="btn" href="">Try again</a></p>
            """);

    private AwayPage() {}

    static void send(HttpServletResponse response) throws IOException {
        byte[] html = HTML.getBytes(StandardCharsets.UTF_8);
        response.setStatus(503);
        response.setHeader("Retry-After", "5");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }
}
