package io.aegis.server.security;

import io.aegis.server.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a client shows, a token or a session cookie, into who it is. An answer from the database stands for one
 * second, so a revoked token is refused within that time and the hot path asks nobody. While the database is away, when
 * nothing can be revoked either, the last answer stands for some minutes more: who is at work is told what is wrong.
 */
final class Credentials {

    static final Duration SESSION = Duration.ofDays(7);

    private static final long STANDS_NANOS = 1_000_000_000L;
    private static final long STANDS_AWAY_NANOS = 10_000_000_000L;
    private static final long TRUSTED_AWAY_NANOS = 600_000_000_000L;
    private static final int REMEMBERED_MAX = 10_000;
    private static final Duration USED_STEP = Duration.ofMinutes(1);

    private final Tokens tokens;
    private final Map<String, Answer> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    Credentials(Tokens tokens) {
        this.tokens = tokens;
    }

    @Nullable
    Principal ofToken(String secret) {
        return remembered("t" + secret, key -> principal(tokens.find(secret), false));
    }

    @Nullable
    Principal ofSession(String secret) {
        return remembered("s" + secret, key -> principal(tokens.findSession(secret, Instant.now()), true));
    }

    /** Opens a session for the owner of a token; null if there is no such token or it may not read. */
    @Nullable
    String signIn(String secret) {
        Token token = tokens.find(secret);
        if (token == null || !token.scopes().contains(Scope.READ)) {
            return null;
        }
        Instant now = Instant.now();
        return tokens.openSession(token, now, now.plus(SESSION));
    }

    void signOut(String secret) {
        tokens.closeSession(secret);
        synchronized (answers) {
            answers.remove("s" + secret);
        }
    }

    private @Nullable Principal remembered(String key, Function<String, @Nullable Principal> ask) {
        long now = System.nanoTime();
        Answer known;
        synchronized (answers) {
            known = answers.get(key);
        }
        if (known != null && now < known.untilNanos) {
            return known.principal;
        }
        Answer fresh = asked(key, known, ask);
        synchronized (answers) {
            answers.remove(key);
            answers.put(key, fresh);
        }
        return fresh.principal;
    }

    private static Answer asked(String key, @Nullable Answer known, Function<String, @Nullable Principal> ask) {
        try {
            Principal found = ask.apply(key);
            long now = System.nanoTime();
            return new Answer(now, now + STANDS_NANOS, found);
        } catch (RuntimeException fault) {
            long now = System.nanoTime();
            if (known == null || now - known.askedNanos > TRUSTED_AWAY_NANOS || !Problem.ofDatabase(fault)) {
                throw fault;
            }
            return new Answer(known.askedNanos, now + STANDS_AWAY_NANOS, known.principal);
        }
    }

    private @Nullable Principal principal(@Nullable Token token, boolean person) {
        if (token == null) {
            return null;
        }
        Instant now = Instant.now();
        Instant used = token.lastUsedAt();
        if (used == null || used.plus(USED_STEP).isBefore(now)) {
            tokens.used(token.id(), now);
        }
        return new Principal(token.name(), token.scopes(), token.source(), person);
    }

    /**
     * @param askedNanos when the database said so
     * @param untilNanos until when it is not asked again
     */
    private record Answer(
            long askedNanos, long untilNanos, @Nullable Principal principal) {}
}
