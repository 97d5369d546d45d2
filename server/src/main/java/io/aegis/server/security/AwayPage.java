package io.aegis.server.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a person gets who cannot be let in because the database is away. */
final class AwayPage {

    private static final String HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Not possible at present · Aegis</title>
            <link rel="icon" href="/assets/current/mark.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/assets/current/tokens.css">
            <link rel="stylesheet" href="/assets/current/app.css">
            <link rel="stylesheet" href="/assets/current/responsive.css">
            </head>
            <body>
            <main class="sign-in"><div class="panel">
            <div class="brand"><svg class="icon" aria-hidden="true"><use href="/assets/current/icons.svg#shield"/></svg>Aegis</div>
            <h1>Not possible at present</h1>
            <p>The database does not answer, so nobody can be let in. What was accepted is safe.
            If it stays so, run <code>./aegis doctor</code> on the server.</p>
            <p><a class="btn" href="">Try again</a></p>
            </div></main>
            </body>
            </html>
            """;

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
