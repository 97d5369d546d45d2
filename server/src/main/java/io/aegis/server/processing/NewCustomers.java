package io.aegis.server.processing;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** How many customers each source may bring within an hour. One thread. */
final class NewCustomers {

    private static final long HOUR_MILLIS = 3_600_000;

    private final MonitorLimits limits;
    private final InstantSource clock;
    private final Map<String, Integer> thisHour = new HashMap<>();
    private long hour;

    NewCustomers(MonitorLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    boolean mayCreate(String source) {
        long now = clock.millis() / HOUR_MILLIS;
        if (now != hour) {
            hour = now;
            thisHour.clear();
        }
        return thisHour.getOrDefault(source, 0) < limits.newCustomersPerHourMax();
    }

    void created(String source) {
        thisHour.merge(source, 1, Integer::sum);
    }

    String refusal(String source) {
        return "source (" + source + ") has brought " + limits.newCustomersPerHourMax()
                + " new customers within this hour, the most that it may; check its customer ids, or raise the limit";
    }

    String refusalForAll() {
        return "there are " + limits.customersMax()
                + " customers, the most there may be; check the customer ids, or raise the limit";
    }
}
