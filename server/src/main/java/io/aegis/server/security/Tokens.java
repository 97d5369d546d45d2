package io.aegis.server.security;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The API tokens in the database: made and revoked from the command line, beside a running server too, and looked up by
 * the server. Only hashes are stored.
 */
public final class Tokens {

    private static final String COLUMNS = "id, name, scopes, source, created_at, last_used_at, revoked_at";
    private static final int NAME_CHARACTERS_MAX = 100;

    private final DataSource database;

    /** @param database one whose schema is in place */
    public Tokens(DataSource database) {
        this.database = database;
    }

    /**
     * Makes a token.
     *
     * @return the token itself, to be shown once
     * @throws IllegalArgumentException if a live token has that name, or the name or scopes are empty
     */
    public String create(String name, Set<Scope> scopes, @Nullable String source) {
        if (name.isBlank() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("token name (" + name + ") is empty or longer than "
                    + NAME_CHARACTERS_MAX + " characters.\nGive a short name.");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("token (" + name + ") has no scope.\nGive at least one.");
        }
        String secret = Secrets.make("aegis_");
        String sql = "insert into token (name, hash, scopes, source, created_at) values (?, ?, ?, ?, ?) "
                + "on conflict (name) where revoked_at is null do nothing";
        int made = update(sql, statement -> {
            statement.setString(1, name);
            statement.setBytes(2, Secrets.hash(secret));
            statement.setString(3, Scope.list(scopes));
            statement.setString(4, source);
            statement.setTimestamp(5, Timestamp.from(Instant.now()));
        });
        if (made == 0) {
            throw new IllegalArgumentException(
                    "token (" + name + ") exists.\nChoose another name or revoke that one first.");
        }
        return secret;
    }

    /** All tokens, revoked ones too, oldest first. */
    public List<Token> list() {
        return query("select " + COLUMNS + " from token order by id", statement -> {});
    }

    /** @return false if no live token has that name */
    public boolean revoke(String name) {
        return update("update token set revoked_at = ? where name = ? and revoked_at is null", statement -> {
                    statement.setTimestamp(1, Timestamp.from(Instant.now()));
                    statement.setString(2, name);
                })
                > 0;
    }

    /** The live token that this is, null for none. */
    @Nullable
    Token find(String secret) {
        return one(
                "select " + COLUMNS + " from token where hash = ? and revoked_at is null",
                statement -> statement.setBytes(1, Secrets.hash(secret)));
    }

    void used(long id, Instant at) {
        update("update token set last_used_at = ? where id = ?", statement -> {
            statement.setTimestamp(1, Timestamp.from(at));
            statement.setLong(2, id);
        });
    }

    /** Opens a browser session for a token; answers the cookie's value. */
    String openSession(Token token, Instant now, Instant expiresAt) {
        String secret = Secrets.make("");
        update("delete from session where expires_at < ?", statement -> statement.setTimestamp(1, Timestamp.from(now)));
        update("insert into session (hash, token_id, created_at, expires_at) values (?, ?, ?, ?)", statement -> {
            statement.setBytes(1, Secrets.hash(secret));
            statement.setLong(2, token.id());
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setTimestamp(4, Timestamp.from(expiresAt));
        });
        return secret;
    }

    /** The live token whose session this is, null if it has ended. */
    @Nullable
    Token findSession(String secret, Instant now) {
        String sql = "select " + COLUMNS + " from token where revoked_at is null and id = "
                + "(select token_id from session where hash = ? and expires_at > ?)";
        return one(sql, statement -> {
            statement.setBytes(1, Secrets.hash(secret));
            statement.setTimestamp(2, Timestamp.from(now));
        });
    }

    void closeSession(String secret) {
        update("delete from session where hash = ?", statement -> statement.setBytes(1, Secrets.hash(secret)));
    }

    private @Nullable Token one(String sql, Binding binding) {
        List<Token> found = query(sql, binding);
        return found.isEmpty() ? null : found.getFirst();
    }

    private List<Token> query(String sql, Binding binding) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            List<Token> tokens = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tokens.add(token(row));
                }
            }
            return tokens;
        } catch (SQLException failure) {
            throw new IllegalStateException("the tokens cannot be read: " + failure.getMessage(), failure);
        }
    }

    private int update(String sql, Binding binding) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("the tokens cannot be written: " + failure.getMessage(), failure);
        }
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                Scope.parse(row.getString("scopes")),
                row.getString("source"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("revoked_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
