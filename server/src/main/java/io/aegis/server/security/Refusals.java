package io.aegis.server.security;

import io.aegis.server.http.Problem;

/** What a program is told that is not let in. */
final class Refusals {

    private Refusals() {}

    /**
     * 401.
     *
     * @param basic whether the path takes a token as the user of basic authentication too
     * @param shown whether a token came
     */
    static Problem unknown(boolean basic, boolean shown) {
        String realm = basic ? "Basic realm=\"aegis\", Bearer realm=\"aegis\"" : "Bearer realm=\"aegis\"";
        return Problem.of(
                        401,
                        shown
                                ? "The token is not known or has been revoked.\nSee `aegis token list`."
                                : "This call needs a token.\nSend `Authorization: Bearer TOKEN`; `aegis token create` makes one.")
                .header("WWW-Authenticate", shown ? realm + ", error=\"invalid_token\"" : realm);
    }

    /** 403. */
    static Problem lacking(Principal principal, Scope scope) {
        return Problem.of(
                        403,
                        "Token (" + principal.name() + ") lacks the scope (" + scope.id()
                                + ") that this call needs.\n" + "Create one with `aegis token create --scopes "
                                + scope.id() + "`.")
                .header(
                        "WWW-Authenticate",
                        "Bearer realm=\"aegis\", error=\"insufficient_scope\", scope=\"" + scope.id() + "\"");
    }
}
