package io.aegis.server.sources;

import io.aegis.codec.event.Timestamps;
import io.aegis.engine.event.Tier;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.source.SourceSetting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A row of a query as a customer record, by the configured columns. */
final class JdbcRow {

    private final SourceSetting.Jdbc setting;
    private final String customerColumn;

    JdbcRow(SourceSetting.Jdbc setting) {
        this.setting = setting;
        this.customerColumn = setting.columns().entrySet().stream()
                .filter(column -> column.getValue().equals("customer"))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    String customer(ResultSet row) throws SQLException {
        String id = row.getString(customerColumn);
        return id == null ? "" : id;
    }

    ObjectNode event(ResultSet row, long atMillis) throws SQLException {
        PublicJson event = PublicJson.of("customer", customer(row), atMillis);
        for (Map.Entry<String, String> column : setting.columns().entrySet()) {
            if (!column.getValue().equals("customer")) {
                put(event, column.getValue(), row, column.getKey());
            }
        }
        event.entry("external_ids", setting.name(), customer(row));
        return event.node();
    }

    private void put(PublicJson event, String field, ResultSet row, String column) throws SQLException {
        int dot = field.indexOf('.');
        if (dot > 0) {
            event.entry(field.substring(0, dot), field.substring(dot + 1), row.getString(column));
            return;
        }
        switch (field) {
            case "created_at" -> event.put(field, instant(row, column));
            case "do_not_contact" -> event.put(field, row.getBoolean(column));
            case "tier" -> event.put(field, tier(row.getString(column)));
            case "tags" -> event.tags(row.getString(column));
            default -> event.put(field, row.getString(column));
        }
    }

    private static @Nullable String instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : Timestamps.format(at.getTime());
    }

    private @Nullable String tier(@Nullable String plan) {
        Tier tier = plan == null ? null : setting.plans().tier(List.of(plan));
        return tier == null ? null : tier.id();
    }
}
