package io.aegis.server.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads usage series. */
public final class UsageQueries {

    private static final int STEPS_MAX = 10_000;

    private final DataSource database;

    private final ViewSource views;

    public UsageQueries(DataSource database, ViewSource views) {
        this.database = database;
        this.views = views;
    }

    /**
     * Every step of [from, to), empty ones included.
     *
     * @param step one minute (kept for about an hour), one hour or one day
     * @throws IllegalArgumentException for another step or more than 10,000 steps
     */
    public List<UsagePoint> series(String customerId, Instant from, Instant to, Duration step) {
        boolean daily = step.equals(Duration.ofDays(1));
        boolean byMinute = step.equals(Duration.ofMinutes(1));
        if (!daily && !byMinute && !step.equals(Duration.ofHours(1))) {
            throw new IllegalArgumentException("step (" + step + ") is not kept\nUse 1m, 1h or 1d.");
        }
        long stepMillis = step.toMillis();
        long first = Math.floorDiv(from.toEpochMilli(), stepMillis) * stepMillis;
        long end = to.toEpochMilli();
        if ((end - first) / stepMillis > STEPS_MAX) {
            throw new IllegalArgumentException("from " + from + " to " + to + " are more than " + STEPS_MAX
                    + " steps\nAsk for less, or for a longer step.");
        }
        Map<Long, UsagePoint> known = new HashMap<>();
        List<UsagePoint> points =
                byMinute ? minutes(customerId) : daily ? days(customerId, first, end) : hours(customerId, first, end);
        points.forEach(point -> known.put(point.at().toEpochMilli(), point));
        List<UsagePoint> series = new ArrayList<>();
        for (long at = first; at < end; at += stepMillis) {
            UsagePoint point = known.get(at);
            series.add(point == null ? new UsagePoint(Instant.ofEpochMilli(at), 0, 0, 0, null) : point);
        }
        return series;
    }

    /** Latency is not kept by minute. */
    private List<UsagePoint> minutes(String customerId) {
        return new Sql("select number from customer where id = ?")
                .addValue(customerId).list(database, row -> row.getInt(1)).stream()
                        .flatMap(number -> views.minutes(number).stream())
                        .map(minute -> new UsagePoint(
                                Instant.ofEpochMilli(minute.startMillis()),
                                minute.calls(),
                                minute.clientErrors(),
                                minute.serverErrors(),
                                null))
                        .toList();
    }

    private List<UsagePoint> hours(String customerId, long from, long to) {
        return new Sql(
                        "select u.hour_millis as start, u.* from usage_hourly u join customer c on c.number = u.customer")
                .add("where c.id = ? and u.hour_millis >= ? and u.hour_millis < ?", customerId, from, to)
                .list(database, UsageQueries::point);
    }

    /** Days that were moved, and days whose hours are still here; a day may be in both. */
    private List<UsagePoint> days(String customerId, long from, long to) {
        return new Sql("select start, sum(calls) as calls, sum(client_errors) as client_errors,"
                        + " sum(server_errors) as server_errors, " + LatencyBuckets.columns("sum(l#) as l#")
                        + ", max(latency_max) as latency_max from (select d.day_millis as start, d.* from usage_daily d union all"
                        + " select h.hour_millis / 86400000 * 86400000, h.* from usage_hourly h) u"
                        + " join customer c on c.number = u.customer")
                .add("where c.id = ? and start >= ? and start < ? group by start", customerId, from, to)
                .list(database, UsageQueries::point);
    }

    private static UsagePoint point(ResultSet row) throws SQLException {
        return new UsagePoint(
                Instant.ofEpochMilli(row.getLong("start")),
                row.getLong("calls"),
                row.getLong("client_errors"),
                row.getLong("server_errors"),
                LatencyBuckets.p95(UsageTable.latency(row), row.getInt("latency_max")));
    }

    /** Calls on each of the last {@code days} days up to and with the one of {@code now}, oldest first, by customer id. */
    public Map<String, List<Long>> dailyCalls(Collection<String> customerIds, Instant now, int days) {
        long dayMillis = UsageTotals.DAY_MILLIS;
        long first = (Math.floorDiv(now.toEpochMilli(), dayMillis) - days + 1) * dayMillis;
        Map<String, long[]> counts = new HashMap<>();
        customerIds.forEach(id -> counts.put(id, new long[days]));
        new Sql("select c.id, u.hour_millis / 86400000 * 86400000 as day, sum(u.calls)"
                        + " from usage_hourly u join customer c on c.number = u.customer")
                .add("where c.id = any(?) and u.hour_millis >= ? group by 1, 2", List.copyOf(customerIds), first)
                .list(database, row -> new DayOf(row.getString(1), row.getLong(2), row.getLong(3)))
                .forEach(day -> {
                    int place = (int) ((day.startMillis() - first) / dayMillis);
                    long[] series = counts.get(day.customer());
                    if (series != null && place >= 0 && place < days) {
                        series[place] = day.calls();
                    }
                });
        Map<String, List<Long>> lists = new HashMap<>();
        counts.forEach((id, series) ->
                lists.put(id, java.util.Arrays.stream(series).boxed().toList()));
        return lists;
    }

    private record DayOf(String customer, long startMillis, long calls) {}
}
