package io.aegis.server.processing;

import com.github.luben.zstd.Zstd;
import io.aegis.codec.journal.JournalBatch;
import io.aegis.server.postgres.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** All that the database holds, as text: what must be in none of its tables can be looked for. */
final class Dump {

    private Dump() {}

    static String of(Path directory) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Database database = Database.beside(directory, null);
                Connection connection = database.readers().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet row = statement.executeQuery("select * from " + table)) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        for (int i = 1; i <= columns; i++) {
                            Object value = row.getObject(i);
                            all.append(table)
                                    .append(' ')
                                    .append(value instanceof byte[] bytes ? text(table, bytes) : value);
                            all.append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet row =
                statement.executeQuery("select tablename from pg_tables where schemaname = 'public' order by 1")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static String text(String table, byte[] bytes) {
        if (table.equals("journal")) {
            return JournalBatch.decode(bytes).toString();
        }
        if (table.equals("cut_part")) {
            byte[] raw = new byte[1 << 24];
            long size = Zstd.decompressByteArray(raw, 0, raw.length, bytes, 5, bytes.length - 5);
            return new String(raw, 0, (int) size, StandardCharsets.ISO_8859_1);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
