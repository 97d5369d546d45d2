package io.aegis.server.security;

import io.aegis.server.http.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that come inside a body, as {@code writeKey}: so do the Segment libraries that send no {@code Authorization}.
 * {@link AccessFilter} lets such a request through as {@link Principal#unknown() unknown}, and the door asks here.
 */
public final class WriteKeys {

    private final Supplier<Credentials> credentials;

    WriteKeys(Supplier<Credentials> credentials) {
        this.credentials = credentials;
    }

    /**
     * Who sends with this key.
     *
     * @throws ProblemException 401 where it is no token, 403 where the token may not ingest
     */
    public Principal sender(@Nullable String writeKey) throws ProblemException {
        Principal found = writeKey == null ? null : credentials.get().ofToken(writeKey);
        if (found == null) {
            throw Refusals.unknown(true, writeKey != null).exception();
        }
        if (!found.may(Scope.INGEST)) {
            throw Refusals.lacking(found, Scope.INGEST).exception();
        }
        return found;
    }
}
