package io.aegis.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param name token's name, or {@code local} for the person at a demo
 * @param source the source that the token is bound to, null for none
 * @param person true for a signed-in browser, false for a program with a token
 */
public record Principal(
        String name, Set<Scope> scopes, @Nullable String source, boolean person) {

    private static final String ATTRIBUTE = Principal.class.getName();

    /** The person in front of a demo: may do everything. */
    static final Principal LOCAL = new Principal("local", EnumSet.allOf(Scope.class), null, true);

    static final Principal NOBODY = new Principal("nobody", EnumSet.noneOf(Scope.class), null, false);

    public Principal {
        scopes = Set.copyOf(scopes);
    }

    /** Nobody has said yet who this is. */
    public boolean unknown() {
        return equals(NOBODY);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Source name under which this one's events are counted. */
    public String sourceOr(String otherwise) {
        return source == null ? otherwise : source;
    }

    /** Who asks by this request; on open paths one that may do nothing. */
    public static Principal of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Principal found ? found : NOBODY;
    }

    void on(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
