package io.aegis.server.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables up to date; every feature's migrations lie together in {@code db/migration}. */
final class Schema {

    private Schema() {}

    static void update(DataSource database) {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .table("schema_version")
                    .outOfOrder(true)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "the database's schema cannot be brought up to date: " + e.getMessage()
                            + "\nStart the build that wrote this data, or a newer one.",
                    e);
        }
    }
}
