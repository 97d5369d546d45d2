package io.aegis.server.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions of all threads that write, and what is wrong while one of them cannot use the database. */
public final class Sessions implements AutoCloseable {

    private final Database database;
    private final List<Session> opened = new ArrayList<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    public Sessions(Database database) {
        this.database = database;
    }

    /**
     * One more; it connects with its first work.
     *
     * @param name for the log, another for each
     */
    public Session open(String name) {
        Session session = new Session(database, name, trouble -> {
            if (trouble == null) {
                troubles.remove(name);
            } else {
                troubles.put(name, trouble);
            }
        });
        opened.add(session);
        return session;
    }

    /** What is wrong with one of them at present; null where nothing is. Any thread may ask. */
    public @Nullable String trouble() {
        return troubles.values().stream().findFirst().orElse(null);
    }

    /** No further tries from now on. */
    public void giveUp() {
        opened.forEach(Session::giveUp);
    }

    @Override
    public void close() {
        opened.forEach(Session::close);
    }
}
