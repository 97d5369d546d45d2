package io.aegis.server.security;

import org.springframework.web.util.HtmlUtils;

/** The one page that shows before anybody is known; it needs no script. */
final class SignInPage {

    private SignInPage() {}

    /** @param problem what was wrong with the last try, empty for none */
    static String html(String next, String problem) {
        String alert =
                problem.isEmpty() ? "" : "<p class=\"callout critical\" role=\"alert\">" + escape(problem) + "</p>";
        return EntrancePage.html("Sign in", """
                <form method="post" action="/sign-in">
                <input type="hidden" name="next" value="%s">
                %s
                <div class="field"><label for="token">Access token</label>
                <input class="input mono" id="token" name="token" type="password" autocomplete="current-password" required autofocus></div>
                <button class="btn primary" type="submit">Sign in</button>
                </form>
                <p class="quiet">An administrator makes one with
                <code>aegis token create --name you --scopes read,operate</code>.</p>
                """.formatted(escape(next), alert));
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
