package io.aegis.server.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The open database with its schema in place: our own PostgreSQL in the data directory, or the company's by its JDBC
 * URL. Whoever holds one opened by {@link #open} is the only process that works on the data.
 */
public final class Database implements AutoCloseable {

    private static final int READERS_MAX = 16;

    private final DatabaseAddress address;
    private final @Nullable DataDirectoryLock lock;
    private final @Nullable PostgresServer server;
    private final HikariDataSource readers;

    private Database(
            DatabaseAddress address,
            @Nullable DataDirectoryLock lock,
            @Nullable PostgresServer server,
            HikariDataSource readers) {
        this.address = address;
        this.lock = lock;
        this.server = server;
        this.readers = readers;
    }

    /**
     * Locks the directory, starts or joins PostgreSQL, checks that commits are synced, brings the schema up to date.
     *
     * @throws IllegalStateException with what is wrong and what to do
     */
    public static Database open(Path dataDirectory, @Nullable String url) {
        DataDirectoryLock lock = DataDirectoryLock.take(dataDirectory);
        try {
            Database database = opened(dataDirectory, url, lock);
            database.address.write(dataDirectory);
            return database;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * For a command beside the server: joins the running one's database, or opens it for the moment.
     *
     * @throws IllegalStateException with what is wrong and what to do
     */
    public static Database beside(Path dataDirectory, @Nullable String url) {
        DataDirectoryLock lock = DataDirectoryLock.tryTake(dataDirectory);
        if (lock != null) {
            return opened(dataDirectory, url, lock);
        }
        DatabaseAddress running = DatabaseAddress.ofRunning(dataDirectory);
        return new Database(running, null, null, pool(running));
    }

    private static Database opened(Path dataDirectory, @Nullable String url, DataDirectoryLock lock) {
        PostgresServer server = url == null ? PostgresServer.start(dataDirectory) : null;
        DatabaseAddress address = server == null
                ? DatabaseAddress.of(java.util.Objects.requireNonNull(url))
                : new DatabaseAddress(server.jdbcUrl(), PostgresServer.USER, server.password());
        HikariDataSource readers = null;
        try {
            checkDurable(address);
            readers = pool(address);
            Schema.update(readers);
            return new Database(address, lock, server, readers);
        } catch (RuntimeException e) {
            if (readers != null) {
                readers.close();
            }
            if (server != null) {
                server.close();
            }
            throw e;
        }
    }

    /** Pooled connections for reading and for small writes. */
    public DataSource readers() {
        return readers;
    }

    /** A connection of the caller's own; it commits by hand. */
    public Connection connect() throws SQLException {
        Connection connection = address.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Whether it is our own in the data directory. */
    public boolean embedded() {
        return server != null;
    }

    private static HikariDataSource pool(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("readers");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(READERS_MAX);
        config.setMinimumIdle(4);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(15_000);
        return new HikariDataSource(config);
    }

    private static void checkDurable(DatabaseAddress address) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select current_setting('fsync'), current_setting('synchronous_commit')")) {
            row.next();
            if (!"on".equals(row.getString(1)) || "off".equals(row.getString(2))) {
                throw new IllegalStateException("the database (" + address.url()
                        + ") does not sync its commits (fsync " + row.getString(1) + ", synchronous_commit "
                        + row.getString(2) + ")\nTurn both on: what Aegis acknowledges must survive a power cut.");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database (" + address.url() + ") cannot be reached: " + e.getMessage()
                            + "\nCheck that it runs, its address, user and password.",
                    e);
        }
    }

    @Override
    public void close() {
        readers.close();
        if (server != null) {
            server.close();
        }
        if (lock != null) {
            lock.close();
        }
    }

    /**
     * Where the database is and as whom to go there.
     *
     * @param user null where the URL says it
     */
    record DatabaseAddress(
            String url, @Nullable String user, @Nullable String password) {

        static DatabaseAddress of(String url) {
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalStateException("the database's address (" + url
                        + ") is not one of PostgreSQL\nWrite it as jdbc:postgresql://HOST:5432/NAME?user=…&password=…");
            }
            return new DatabaseAddress(url, null, null);
        }

        static DatabaseAddress ofRunning(Path dataDirectory) {
            return ServerFile.read(dataDirectory);
        }

        void write(Path dataDirectory) {
            ServerFile.write(dataDirectory, this);
        }

        Connection connect() throws SQLException {
            Properties properties = new Properties();
            if (user != null && password != null) {
                properties.setProperty("user", user);
                properties.setProperty("password", password);
            }
            properties.setProperty("reWriteBatchedInserts", "true");
            properties.setProperty("ApplicationName", "aegis");
            properties.setProperty("connectTimeout", "5");
            // Binary from a statement's first execution on: recovery reads all of the journal's bytes in one.
            properties.setProperty("prepareThreshold", "-1");
            return DriverManager.getConnection(url, properties);
        }

        @Override
        public String toString() {
            return url;
        }
    }
}
