package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Fills the tables with customers and interventions as many companies have them: most of them small, many without a
 * call, revenue as the tier goes, owners and a brand in the name that go with each other.
 */
final class ManyCustomers {

    private static final String CUSTOMERS = """
        insert into customer
        select n, 'cus_' || n, name, case when n % 10 < 7 then 'owner' || n % 40 end, lower('cus_' || n || ' ' || name),
          tier, stage, health, score, calls, last_call, rate, case when calls = 0 then null else 'stable' end, mrr,
          'active', case when n % 10 = 0 then array['internal'] else '{}' end, false, 1762000000000, lower(name), score::smallint,
          calls >> cut << cut, floor(last_call / 300000.0)::bigint,
          case when rate is null then -1 when rate = 0 then 0
            else (rate_cut * 8 + (units >> rate_cut))::smallint end,
          case when mrr is null then -1 else mrr * 100 end
        from (
          select *, greatest(0, length(ltrim(calls::bit(64)::text, '0')) - 4) as cut,
            greatest(0, length(ltrim(units::bit(32)::text, '0')) - 4) as rate_cut
          from (
            select n, tier, calls, score, rate, mrr, greatest(1, round(rate * 1000000))::int as units,
              (array['Acme','Globex','Initech','Umbrella','Stark','Wayne','Hooli','Vehement','Massive','Soylent'])
                [1 + n % 10] || ' ' || left(md5(n::text), 6) || ' ' || (array['Corp','Ltd','GmbH','Inc','SA'])[1 + n % 5]
                as name,
              case when calls = 0 then (array['new','trial_created','api_keys_generated'])[1 + n % 3]
                else (array['first_api_call','integration_validated','production_ready','production_ready'])
                  [1 + (n / 7) % 4] end as stage,
              case when calls = 0 then 'new' when score < 40 then 'at_risk' when score < 55 then 'needs_attention'
                else 'healthy' end as health,
              case when calls = 0 then -1 else 1762000000000 - (r * r * r * 30 * 86400000)::bigint end as last_call
            from (
              select n, r, tier, calls, case when calls = 0 then 0 else round(100 - 80 * s * s) end as score,
                case when calls = 0 then null when s < 0.3 then 0 else s * s * s * 0.1 end as rate,
                case tier when 'none' then null when 'trial' then 0 when 'starter' then 49
                  when 'pro' then 199 + n % 5 * 100 else 1000 + round(r * 20000) end as mrr
              from (
                select n, random() as r, random() as s,
                  case when n % 100 < 30 then 'none' when n % 100 < 50 then 'trial' when n % 100 < 80 then 'starter'
                    when n % 100 < 97 then 'pro' else 'enterprise' end as tier,
                  case when random() < 0.2 then 0 else exp(random() * 15)::bigint end as calls
                from generate_series(1, ?) n) base) valued) named) stepped
        """;

    private static final String INTERVENTIONS = """
        insert into intervention
        select md5(n::text), n * 97::bigint % ? + 1,
          (array['error_debugging','onboarding_check_in','retention_outreach','upsell_suggestion'])[1 + n % 4],
          'Title', n % 4, case when n % 5 = 0 then 'open' when n % 5 < 4 then 'cleared' else 'dismissed' end,
          1762000000000 - n::bigint * 60000, case when n % 5 = 0 then -1 else 1762000000000 end, 0, 'reason', null,
          'diagnosis', 'action', null, case when n % 3 = 0 then 'mia' end, -1, -1, 1762000000000,
          '{"signals":[]}', '{"signals":[]}', false
        from generate_series(1, ?) n
        """;

    private static final String USAGE = """
        insert into usage_hourly
        select customer, hour * 3600000::bigint, 10, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50
        from generate_series(1, ?, 50) customer, generate_series(489344, 489444) hour
        """;

    private ManyCustomers() {}

    /** One in five interventions is open. */
    static void fill(DataSource database, int customers, int interventions) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select setseed(0.5)");
            run(connection, CUSTOMERS, customers);
            run(connection, INTERVENTIONS, customers, interventions);
            run(connection, USAGE, customers);
            statement.execute("vacuum analyze customer, intervention, usage_hourly");
        }
    }

    private static void run(Connection connection, String sql, int... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setInt(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
    }
}
