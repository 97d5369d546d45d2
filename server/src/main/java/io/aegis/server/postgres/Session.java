package io.aegis.server.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread's own connection, which outlives a database that goes away for a while: work is tried again on a new
 * connection until it is done.
 */
public final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long PAUSE_MILLIS_FIRST = 50;
    private static final long PAUSE_MILLIS_MAX = 1_000;
    private static final long TOLD_AGAIN_NANOS = 30_000_000_000L;

    private final Database database;
    private final String name;
    private final Consumer<@Nullable String> trouble;
    private @Nullable Connection connection;
    private volatile boolean closing;

    /**
     * @param name for the log
     * @param trouble told what is wrong while the database cannot be used, null when it can again
     */
    Session(Database database, String name, Consumer<@Nullable String> trouble) {
        this.database = database;
        this.name = name;
        this.trouble = trouble;
    }

    /** Work in one transaction; it commits by itself, or leaves the commit to the end. */
    @FunctionalInterface
    public interface Call<T extends @Nullable Object> {
        T run(Connection connection, boolean again) throws SQLException;
    }

    /** The same without an answer. */
    @FunctionalInterface
    public interface Action {
        void run(Connection connection, boolean again) throws SQLException;
    }

    /** The session was closed before its work could be done. */
    public static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended(SQLException cause) {
            super("the database cannot be used: " + cause.getMessage(), cause);
        }
    }

    /**
     * Runs it, again and again if need be.
     *
     * @throws Ended if this is being closed while the database cannot be used
     */
    public <T extends @Nullable Object> T retried(Call<T> call) {
        long pause = PAUSE_MILLIS_FIRST;
        long toldNanos = 0;
        boolean again = false;
        while (true) {
            try {
                Connection current = connected();
                T result = call.run(current, again);
                current.commit();
                if (again) {
                    trouble.accept(null);
                    LOG.info("{}: the database works again", name);
                }
                return result;
            } catch (SQLException e) {
                drop();
                if (closing) {
                    throw new Ended(e);
                }
                String why = reason(e);
                trouble.accept("the database cannot be used: " + why);
                if (!again || System.nanoTime() - toldNanos > TOLD_AGAIN_NANOS) {
                    toldNanos = System.nanoTime();
                    LOG.warn("{}: the database cannot be used, trying again: {}", name, why);
                }
                pause(pause);
                pause = Math.min(PAUSE_MILLIS_MAX, 2 * pause);
                again = true;
            }
        }
    }

    /** What the database said, in one line; of a batch, without its values. */
    private static String reason(SQLException thrown) {
        SQLException said = thrown;
        for (SQLException next = said.getNextException(); next != null; next = said.getNextException()) {
            said = next;
        }
        return String.valueOf(said.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * Does it, again and again if need be.
     *
     * @throws Ended if this is being closed while the database cannot be used
     */
    public void done(Action action) {
        var unused = retried((current, again) -> {
            action.run(current, again);
            return Boolean.TRUE;
        });
    }

    private Connection connected() throws SQLException {
        Connection current = connection;
        if (current == null || current.isClosed()) {
            current = database.connect();
            connection = current;
        }
        return current;
    }

    private void drop() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                LOG.debug("closing a broken connection", e);
            }
        }
    }

    /** No further tries from now on. */
    public void giveUp() {
        closing = true;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the database", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        drop();
    }
}
