package io.aegis.server.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/** Times of requests by method, route and status, as {@code http.server.requests}. */
public final class RequestTimes {

    /** Where a servlet beside Spring MVC says which route it is. */
    public static final String ROUTE = RequestTimes.class.getName() + ".route";

    private static final int KEYS_MAX = 1_000;

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();

    public RequestTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(HttpServletRequest request, int status, long nanos) {
        var key = new Key(method(request.getMethod()), route(request), status);
        Timer timer = timers.get(key);
        if (timer == null && timers.size() < KEYS_MAX) {
            timer = timers.computeIfAbsent(key, this::timer);
        }
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(Key key) {
        return Timer.builder("http.server.requests")
                .description("Requests answered, by route and status")
                .tag("method", key.method)
                .tag("uri", key.route)
                .tag("status", Integer.toString(key.status))
                .register(registry);
    }

    private static String route(HttpServletRequest request) {
        Object own = request.getAttribute(ROUTE);
        Object pattern = own == null ? request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) : own;
        return pattern == null ? "other" : pattern.toString();
    }

    private static String method(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
            default -> "other";
        };
    }

    private record Key(String method, String route, int status) {}
}
