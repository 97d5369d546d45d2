package io.aegis.server.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** A process that opens the database, says so and waits to be killed. */
final class ChildProgram {

    private ChildProgram() {}

    public static void main(String[] arguments) throws Exception {
        Database database = Database.open(Path.of(arguments[0]), null);
        try (Connection connection = database.readers().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into setting values ('child', 'was here') on conflict do nothing");
        }
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }
}
