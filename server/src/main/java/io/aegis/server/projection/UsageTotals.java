package io.aegis.server.projection;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls by customer and hour that are not in the tables yet. One thread. */
public final class UsageTotals {

    public static final long HOUR_MILLIS = 3_600_000;
    static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final long MINUTE_MILLIS = 60_000;
    /** Odd, so that no two keys become one; 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final Map<Long, Hour> hours = new HashMap<>();
    private @Nullable Hour last;

    /** One customer's hour. */
    static final class Hour {
        final int customer;
        final long hourMillis;
        long calls;
        long clientErrors;
        long serverErrors;
        int @Nullable [] latency;

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
        long hour = Math.floorDiv(atMillis, HOUR_MILLIS);
        Hour recent = last;
        if (recent != null && recent.customer == customer && recent.hourMillis == hour * HOUR_MILLIS) {
            return recent;
        }
        Hour found = hours.computeIfAbsent(key(customer, hour), key -> new Hour(customer, hour * HOUR_MILLIS));
        last = found;
        return found;
    }

    /** Of 2^40 customers and 2^24 hours, which is until the year 3883; spread, as a map folds a long to half its bits. */
    private static long key(int customer, long hour) {
        return ((long) customer << 24 | hour & 0xFF_FFFF) * SPREAD;
    }

    public int size() {
        return hours.size();
    }

    Collection<Hour> hours() {
        return hours.values();
    }
}
