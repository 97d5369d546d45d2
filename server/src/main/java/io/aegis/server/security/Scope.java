package io.aegis.server.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token may be used for. One scope does not include another. */
public enum Scope {
    /** Send events. */
    INGEST,
    /** Read everything that the API and the pages show. */
    READ,
    /** Move interventions, run checks, send rejected lines again. */
    OPERATE,
    /** Replace rules, erase customers, manage sources. */
    ADMIN,
    /** Send ticks: say what time it is, in source time. */
    CLOCK;

    /** The word used on the command line and in answers. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code ingest,read,…}; {@code write} is another name of {@code operate}.
     *
     * @throws IllegalArgumentException naming what is no scope
     */
    public static Set<Scope> parse(String list) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : list.split(",", -1)) {
            scopes.add(named(word.strip()));
        }
        return scopes;
    }

    private static Scope named(String word) {
        if (word.equals("write")) {
            return OPERATE;
        }
        for (Scope scope : values()) {
            if (scope.id().equals(word)) {
                return scope;
            }
        }
        throw new IllegalArgumentException(
                "scope (" + word + ") is not known.\nUse some of: " + list(EnumSet.allOf(Scope.class)));
    }

    /** The scopes as one text that {@link #parse} reads. */
    public static String list(Set<Scope> scopes) {
        return Arrays.stream(values()).filter(scopes::contains).map(Scope::id).collect(Collectors.joining(","));
    }
}
