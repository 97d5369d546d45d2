package io.aegis.server.security;

/** What frames a page that shows while nobody is known; it needs no script. */
final class EntrancePage {

    private EntrancePage() {}

    /** @param content of the page's one panel, as HTML */
    static String html(String title, String content) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s · Aegis</title>
                <link rel="icon" href="/assets/current/mark.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/assets/current/tokens.css">
                <link rel="stylesheet" href="/assets/current/app.css">
                <link rel="stylesheet" href="/assets/current/responsive.css">
                </head>
                <body>
                <main class="sign-in"><div class="panel">
                <div class="brand"><svg class="icon" aria-hidden="true"><use href="/assets/current/icons.svg#shield"/></svg>Aegis</div>
                <h1>%s</h1>
                %s</div></main>
                </body>
                </html>
                """.formatted(title, title, content);
    }
}
