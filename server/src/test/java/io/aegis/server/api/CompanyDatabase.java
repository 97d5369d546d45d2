package io.aegis.server.api;

import io.aegis.server.postgres.Database;
import io.aegis.server.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A company's own customer database, with one account, and the configuration that reads it. Close it. */
final class CompanyDatabase implements AutoCloseable {

    private final Path directory;
    private final Database database;

    private CompanyDatabase(Path directory, Database database) {
        this.directory = directory;
        this.database = database;
    }

    static CompanyDatabase open(Path directory) throws SQLException {
        TestData.begin(directory);
        CompanyDatabase opened = new CompanyDatabase(directory, Database.open(directory, null));
        try (Connection connection = opened.database.readers().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table account (id text primary key, changed timestamp not null)");
            statement.execute("insert into account values ('from-crm', '2025-11-01 09:00:00')");
        }
        return opened;
    }

    /** A file with {@code crm}, {@code closed} with a user that it does not let in, and the webhooks. */
    Path configuration() throws IOException {
        JsonNode address = JsonMapper.shared().readTree(Files.readString(directory.resolve("server.json")));
        StringBuilder yaml = new StringBuilder("sources:\n");
        for (String name : new String[] {"crm", "closed"}) {
            yaml.append("""
                      - type: jdbc
                        name: %s
                        url: %s
                        user: %s
                        password: "%s"
                        query: select id, changed from account where changed > :since order by changed
                        high_water: changed
                        columns: {id: customer}
                    """.formatted(
                            name,
                            address.path("database_url").asString(),
                            name.equals("crm") ? address.path("database_user").asString() : "nobody",
                            address.path("database_password").asString()));
        }
        yaml.append(DoorCalls.WEBHOOKS);
        return Files.writeString(directory.resolve("aegis.yaml"), yaml);
    }

    @Override
    public void close() {
        database.close();
    }
}
