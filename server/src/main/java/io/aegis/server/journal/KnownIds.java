package io.aegis.server.journal;

import io.aegis.formats.identity.Directory;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Every id that the journal has seen.
 *
 * @param directory of customers
 * @param recordIds of events, by which one that is sent twice counts once
 * @param sources number by name
 */
public record KnownIds(Directory directory, RecordIds recordIds, Map<String, Integer> sources) {

    private static final int UNATTRIBUTED_IDS_MAX = 1_000;
    private static final int SECRET_BYTES = 16;

    public KnownIds {
        sources = Map.copyOf(sources);
    }

    /** Loads them and commits; the secret under which ids of events are kept is made where there is none. */
    public static KnownIds load(Connection connection, int customersMax, int recordIdsMax) throws SQLException {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        String secret =
                Settings.keep(connection, "record_id_secret", HexFormat.of().formatHex(fresh));
        RecordIds recordIds = new RecordIds(HexFormat.of().parseHex(secret), recordIdsMax);
        recordIds.load(connection);
        Directory directory = new Directory(customersMax, UNATTRIBUTED_IDS_MAX);
        Identities.load(connection, directory);
        Map<String, Integer> sources = Sources.load(connection);
        connection.commit();
        return new KnownIds(directory, recordIds, sources);
    }
}
