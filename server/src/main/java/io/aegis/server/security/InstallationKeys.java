package io.aegis.server.security;

import java.security.SecureRandom;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Random keys that belong to this installation and outlive a restart, such as the one that masks secrets at the door. */
public final class InstallationKeys {

    private static final int BYTES = 32;

    private final DataSource database;

    /** @param database one whose schema is in place */
    public InstallationKeys(DataSource database) {
        this.database = database;
    }

    /** The key of this name, made when first asked for. */
    public byte[] key(String name) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into installation_key (name, value) values (?, ?) on conflict (name) do nothing");
                var select = connection.prepareStatement("select value from installation_key where name = ?")) {
            insert.setString(1, name);
            insert.setBytes(2, fresh);
            insert.executeUpdate();
            select.setString(1, name);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the key (" + name + ") cannot be read: " + failure.getMessage(), failure);
        }
    }
}
