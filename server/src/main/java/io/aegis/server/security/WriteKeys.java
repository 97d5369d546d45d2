package io.aegis.server.security;

import io.aegis.server.http.ProblemException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that come inside a body, as {@code writeKey}: so do the Segment libraries that send no {@code Authorization}.
 * {@link AccessFilter} lets such a request through as {@link Principal#unknown() unknown}, and the door asks here.
 */
public final class WriteKeys {

    /** The paths of the Segment API: whole, as old libraries write them, and as browsers' libraries shorten them. */
    private static final List<String> PATHS = List.of(
            "/v1/batch",
            "/v1/b",
            "/v1/import",
            "/v1/track",
            "/v1/t",
            "/v1/identify",
            "/v1/i",
            "/v1/group",
            "/v1/g",
            "/v1/page",
            "/v1/p",
            "/v1/screen",
            "/v1/s",
            "/v1/alias",
            "/v1/a");

    private final Supplier<Credentials> credentials;

    WriteKeys(Supplier<Credentials> credentials) {
        this.credentials = credentials;
    }

    /** Where a write key may be sent to; each also with a slash behind it. */
    public static List<String> paths() {
        return PATHS;
    }

    static boolean takenAt(String path) {
        return PATHS.contains(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
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
