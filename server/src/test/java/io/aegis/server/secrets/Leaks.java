package io.aegis.server.secrets;

import com.github.luben.zstd.ZstdInputStream;
import io.aegis.codec.journal.JournalBatch;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for planted secrets in everything that a server keeps and shows. */
final class Leaks {

    private static final Pattern LINK = Pattern.compile("(?:href|src|hx-get|data-href|action)=\"(/[^\"#]*)");
    private static final int PAGES_MAX = 150;

    private final Map<String, String> secrets;
    private final List<String> found = new ArrayList<>();
    private int places;

    Leaks(Map<String, String> secrets) {
        this.secrets = secrets;
    }

    void look(String place, String text) {
        places++;
        secrets.forEach((secret, planted) -> {
            int at = text.indexOf(secret);
            if (at >= 0) {
                String around =
                        text.substring(Math.max(0, at - 60), Math.min(text.length(), at + secret.length() + 20));
                found.add("the " + planted + " is in " + place + ": …" + around + "…");
            }
        });
    }

    /** Every row of every table; what is packed is unpacked. */
    void lookIntoTables(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("select schemaname || '.' || tablename from pg_tables"
                    + " where schemaname not in ('pg_catalog', 'information_schema')")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            for (String table : tables) {
                lookInto(statement, table);
            }
        }
    }

    private void lookInto(Statement statement, String table) throws SQLException, IOException {
        try (ResultSet row = statement.executeQuery("select * from " + table)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int i = 1; i <= columns; i++) {
                    String place = "column " + row.getMetaData().getColumnName(i) + " of table " + table;
                    if (row.getObject(i) instanceof byte[] bytes) {
                        look(place, readable(table, bytes));
                    } else if (row.getString(i) != null) {
                        look(place, row.getString(i));
                    }
                }
            }
        }
    }

    private static String readable(String table, byte[] bytes) throws IOException {
        if (table.endsWith(".journal")) {
            return JournalBatch.decode(bytes).toString();
        }
        StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
        for (int i = 0; i + 4 < bytes.length; i++) {
            if (bytes[i] == 0x28
                    && bytes[i + 1] == (byte) 0xB5
                    && bytes[i + 2] == 0x2F
                    && bytes[i + 3] == (byte) 0xFD) {
                try (ZstdInputStream unpacked =
                        new ZstdInputStream(new ByteArrayInputStream(bytes, i, bytes.length - i))) {
                    text.append(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8));
                }
                return text.toString();
            }
        }
        return text.toString();
    }

    /** These and every page and file that they link to. Answers how many there were. */
    int lookIntoPages(TestServer server, List<String> paths) {
        Deque<String> waiting = new ArrayDeque<>(paths);
        Set<String> seen = new LinkedHashSet<>(paths);
        int pages = 0;
        while (!waiting.isEmpty() && pages < PAGES_MAX) {
            String path = waiting.remove();
            Answer answer = server.get(path);
            if (answer.status() != 200) {
                throw new IllegalStateException(path + " answers " + answer);
            }
            pages++;
            look(path, answer.body());
            look(path + " unescaped", answer.body().replace("&amp;", "&").replace("&#39;", "'"));
            if (answer.header("Content-Type").startsWith("text/html")) {
                Matcher link = LINK.matcher(answer.body());
                while (link.find()) {
                    String next = link.group(1).replace("&amp;", "&");
                    boolean page = !next.startsWith("/assets/") && !next.startsWith("/sign-out") && !isMove(next);
                    if (page && seen.add(next)) {
                        waiting.add(next);
                    }
                }
            }
        }
        return pages;
    }

    /** Forms of moves answer no GET. */
    private static boolean isMove(String path) {
        return path.matches(
                "/(check|settings/tokens.*|customers/import|simulator.*|sources/.*|interventions/[^/]+/(?!pane).+"
                        + "|customer/.*|rules/.*|api/v1/stream.*|favicon.ico)");
    }

    List<String> found() {
        return found;
    }

    int places() {
        return places;
    }
}
