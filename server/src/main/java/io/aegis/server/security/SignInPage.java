package io.aegis.server.security;

import org.springframework.web.util.HtmlUtils;

/** The one page that shows before anybody is known; it needs no script. */
final class SignInPage {

    private SignInPage() {}

    /** @param problem what was wrong with the last try, empty for none */
    static String html(String next, String problem) {
        String alert =
                problem.isEmpty() ? "" : "<p class=\"sign-in-problem\" role=\"alert\">" + escape(problem) + "</p>";
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Sign in · Aegis</title>
                <link rel="stylesheet" href="/assets/aegis.css">
                </head>
                <body class="sign-in">
                <main>
                <h1>Aegis</h1>
                <form method="post" action="/sign-in">
                <input type="hidden" name="next" value="%s">
                <label for="token">Access token</label>
                <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
                %s
                <button type="submit">Sign in</button>
                </form>
                <p class="sign-in-hint">An administrator makes one with
                <code>aegis token create --name you --scopes read,operate</code>.</p>
                </main>
                </body>
                </html>
                """.formatted(escape(next), alert);
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
