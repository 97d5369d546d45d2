package io.aegis.server.projection;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls by customer and hour that are not in the tables yet. One thread. */
public final class UsageTotals {

    public static final long HOUR_MILLIS = 3_600_000;
    static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final long MINUTE_MILLIS = 60_000;

    private static final int PAGE = 1024;

    /** The hour of each customer that was counted latest, by its number, in pages made when first needed. */
    private @Nullable Hour[] @Nullable [] latest = new Hour[4][];

    private final Map<Key, Hour> others = new HashMap<>();
    private int size;

    private record Key(int customer, long hourMillis) {}

    /** One customer's hour. */
    static final class Hour {
        final int customer;
        final long hourMillis;
        long calls;
        long clientErrors;
        long serverErrors;
        int @Nullable [] latency;
        int latencyMax;

        Hour(int customer, long hourMillis) {
            this.customer = customer;
            this.hourMillis = hourMillis;
        }

        int latency(int bucket) {
            return latency == null ? 0 : latency[bucket];
        }

        private void count(int status, int latencyMillis) {
            calls++;
            if (status >= 500) {
                serverErrors++;
            } else if (status >= 400) {
                clientErrors++;
            }
            if (latencyMillis >= 0) {
                if (latency == null) {
                    latency = new int[LatencyBuckets.COUNT];
                }
                latency[LatencyBuckets.of(latencyMillis)]++;
                latencyMax = Math.max(latencyMax, latencyMillis);
            }
        }
    }

    /** Adds what the fact says of calls; other facts add nothing. */
    public void add(int customer, long atMillis, Fact fact) {
        if (fact instanceof ApiCall call) {
            hour(customer, atMillis).count(call.status(), call.latencyMillis());
        } else if (fact instanceof ApiCalls calls) {
            long until = calls.untilMillis() < 0 ? atMillis : calls.untilMillis();
            Hour hour = hour(customer, Math.max(0, until - MINUTE_MILLIS));
            hour.calls += calls.count();
            hour.clientErrors += calls.clientErrors();
            hour.serverErrors += calls.serverErrors();
        }
    }

    private Hour hour(int customer, long atMillis) {
        long hourMillis = Math.floorDiv(atMillis, HOUR_MILLIS) * HOUR_MILLIS;
        @Nullable Hour[] page = page(customer / PAGE);
        Hour found = page[customer % PAGE];
        if (found == null || found.hourMillis != hourMillis) {
            found = turnTo(customer, hourMillis, found);
            page[customer % PAGE] = found;
        }
        return found;
    }

    private @Nullable Hour[] page(int at) {
        if (at >= latest.length) {
            latest = Arrays.copyOf(latest, Math.max(at + 1, 2 * latest.length));
        }
        @Nullable Hour[] page = latest[at];
        if (page == null) {
            page = new Hour[PAGE];
            latest[at] = page;
        }
        return page;
    }

    /** The wanted hour of a customer in place of that which was counted latest. */
    private Hour turnTo(int customer, long hourMillis, @Nullable Hour from) {
        if (from == null) {
            size++;
            return new Hour(customer, hourMillis);
        }
        others.put(new Key(customer, from.hourMillis), from);
        Hour had = others.remove(new Key(customer, hourMillis));
        if (had == null) {
            size++;
            return new Hour(customer, hourMillis);
        }
        return had;
    }

    public int size() {
        return size;
    }

    /** In no order. */
    List<Hour> hours() {
        List<Hour> all = new ArrayList<>(others.values());
        for (@Nullable Hour[] page : latest) {
            if (page != null) {
                addAll(page, all);
            }
        }
        return all;
    }

    private static void addAll(@Nullable Hour[] page, List<Hour> to) {
        for (Hour each : page) {
            if (each != null) {
                to.add(each);
            }
        }
    }
}
