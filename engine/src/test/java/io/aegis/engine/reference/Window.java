package io.aegis.engine.reference;

import java.util.List;
import java.util.Map;

/** Sums over a stretch of whole buckets that ends now. */
final class Window {

    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    static final Map<String, Long> LENGTHS =
            Map.of("5m", 5 * MINUTE, "15m", 15 * MINUTE, "1h", HOUR, "6h", 6 * HOUR, "24h", DAY, "7d", 7 * DAY);

    long calls;
    long errors;
    long client;
    long server;
    long auth;
    long throttled;
    /** The longest span over which some of its calls came added up. */
    long span;

    /** All calls counted at {@code from} or later, given in the order in which they are counted. */
    Window(List<Calls> all, long from) {
        for (Calls each : all.reversed()) {
            if (each.countedAt() < from) {
                break;
            }
            calls += each.count();
            errors += each.errors();
            client += each.client();
            server += each.server();
            auth += each.auth();
            throttled += each.throttled();
            span = Math.max(span, each.span());
        }
    }

    boolean finerThanItsCalls(String length) {
        return span > LENGTHS.getOrDefault(length, 0L);
    }

    /** Whole minutes up to an hour, whole hours up to 48, whole UTC days above; the running one is the last of them. */
    static long start(String name, long now) {
        long length = LENGTHS.getOrDefault(name, 0L);
        long bucket = length <= HOUR ? MINUTE : length <= 2 * DAY ? HOUR : DAY;
        return now - Math.floorMod(now, bucket) + bucket - length;
    }
}
