package io.aegis.server.projection;

import io.aegis.server.projection.TableWriter.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Keeps what the customers' revenues are in: the engine compares amounts and does not need it. */
final class CurrencyTable {

    private static final String UPDATE = "update customer c set currency = t.currency"
            + " from unnest(?, ?) as t(number, currency)"
            + " where c.number = t.number and c.currency is distinct from t.currency";

    private CurrencyTable() {}

    /** @param currencies customer number → ISO 4217 */
    static void update(Connection connection, Map<Integer, String> currencies) throws SQLException {
        if (currencies.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            TableWriter.bind(
                    update,
                    List.of(
                            new Column("int4", currencies.keySet().toArray()),
                            new Column("text", currencies.values().toArray())));
            update.executeUpdate();
        }
    }
}
