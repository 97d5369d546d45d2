package io.aegis.server.api;

import io.aegis.server.http.Problem;
import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.UsagePoint;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A customer's usage as series. */
@RestController
final class UsageController {

    private static final Map<String, Duration> STEPS = steps();

    private final Monitor monitor;

    UsageController(Monitor monitor) {
        this.monitor = monitor;
    }

    private static Map<String, Duration> steps() {
        Map<String, Duration> steps = new LinkedHashMap<>();
        steps.put("1m", Duration.ofMinutes(1));
        steps.put("1h", Duration.ofHours(1));
        steps.put("1d", Duration.ofDays(1));
        return steps;
    }

    @GetMapping("/api/v1/customers/{id}/usage")
    Series usage(@PathVariable String id, HttpServletRequest request) {
        Query query = Query.of(request, "from", "to", "step");
        if (monitor.customers().byId(id).isEmpty()) {
            throw CustomersController.unknown(id);
        }
        String name = query.oneOf("step", STEPS.keySet());
        String stepName = name == null ? "1h" : name;
        Duration step = STEPS.getOrDefault(stepName, Duration.ofHours(1));
        Instant to = query.instant("to");
        Instant end = to == null ? afterNow(step) : to;
        Instant from = query.instant("from");
        Instant start = from == null ? end.minus(usualSpan(stepName)) : from;
        try {
            return new Series(start, end, stepName, monitor.usage().series(id, start, end, step), null);
        } catch (IllegalArgumentException tooMuch) {
            throw Problem.of(400, tooMuch.getMessage() + "\nAsk for a shorter span or a longer step.")
                    .with("parameter", "from")
                    .exception();
        }
    }

    /** End of the step that is running. */
    private Instant afterNow(Duration step) {
        long now = Math.max(0, monitor.status().nowMillis());
        long millis = step.toMillis();
        return Instant.ofEpochMilli((now / millis + 1) * millis);
    }

    private static Duration usualSpan(String step) {
        return switch (step) {
            case "1m" -> Duration.ofHours(1);
            case "1d" -> Duration.ofDays(35);
            default -> Duration.ofHours(24);
        };
    }

    /** @param next always null: a series is one page */
    record Series(
            Instant from,
            Instant to,
            String step,
            List<UsagePoint> items,
            @Nullable String next) {}
}
