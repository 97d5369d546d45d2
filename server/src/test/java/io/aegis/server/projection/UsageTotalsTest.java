package io.aegis.server.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.Fact;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class UsageTotalsTest {

    private static Fact call(int status) {
        return new ApiCall("GET", "/", status, Fact.UNKNOWN, false, null, null);
    }

    /** Customers far apart, whose hours come in any order. */
    @Test
    void shouldAddUpEachHourOfEachCustomer() {
        Random random = new Random(5);
        UsageTotals totals = new UsageTotals();
        Map<String, Long> calls = new TreeMap<>();
        Map<String, Long> errors = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            int customer = random.nextInt(40) * 100_003;
            long hour = 490_000L + random.nextInt(6);
            int status = random.nextInt(5) == 0 ? 404 : 200;
            totals.add(customer, hour * UsageTotals.HOUR_MILLIS + random.nextInt(3_600_000), call(status));
            String key = customer + " " + hour * UsageTotals.HOUR_MILLIS;
            calls.merge(key, 1L, Long::sum);
            errors.merge(key, status == 404 ? 1L : 0L, Long::sum);
        }
        Map<String, Long> counted = new TreeMap<>();
        Map<String, Long> failed = new TreeMap<>();
        for (UsageTotals.Hour hour : totals.hours()) {
            assertThat(counted.put(hour.customer + " " + hour.hourMillis, hour.calls))
                    .isNull();
            failed.put(hour.customer + " " + hour.hourMillis, hour.clientErrors);
        }
        assertThat(counted).isEqualTo(calls);
        assertThat(failed).isEqualTo(errors);
        assertThat(totals.size()).isEqualTo(calls.size());
    }
}
