package io.aegis.simulator.delivery;

import io.aegis.simulator.world.Calls;
import io.aegis.simulator.world.Company;
import io.aegis.simulator.world.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a world is written down: as events, or its calls alone as a gateway's access log has them. */
public enum LineForm {
    /** Events of the public schema with ticks; all that happens. */
    EVENTS,
    /** Combined log format; the customer is the user, each has an address of its own. */
    COMBINED,
    /** One JSON object a line with the names of nginx; the customer is {@code customer_id}. */
    JSON;

    private static final DateTimeFormatter COMMON = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int OBJECTS = 900_000;

    byte[] call(Company company, long atMillis, int packed) {
        Route route = Route.ALL.get(Calls.route(company, packed));
        long draw = mix(atMillis * 31 + company.number());
        String path = route.path().replace("{id}", Long.toString(100_000 + Long.remainderUnsigned(draw, OBJECTS)));
        long bytes = 120 + Long.remainderUnsigned(draw >>> 20, 8_000);
        int latency = Calls.latencyMillis(packed);
        String seconds = latency / 1_000 + "."
                + Integer.toString(1_000 + latency % 1_000).substring(1);
        String line =
                switch (this) {
                    case EVENTS -> throw new IllegalStateException("events are written without this");
                    case COMBINED ->
                        address(company) + " - " + company.id() + " [" + COMMON.format(Instant.ofEpochMilli(atMillis))
                                + "] \"" + route.method() + " " + path + " HTTP/1.1\" " + Calls.status(packed) + " "
                                + bytes + " \"-\" \"simulated-client/1.0\" " + seconds + "\n";
                    case JSON ->
                        "{\"time\":\"" + Instant.ofEpochMilli(atMillis) + "\",\"remote_addr\":\"" + address(company)
                                + "\",\"customer_id\":\"" + company.id() + "\",\"request_method\":\""
                                + route.method() + "\",\"request_uri\":\"" + path + "\",\"status\":"
                                + Calls.status(packed) + ",\"body_bytes_sent\":" + bytes + ",\"request_time\":"
                                + seconds + "}\n";
                };
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /** Of the net that is set aside for private use. */
    private static String address(Company company) {
        int number = company.number();
        return "10." + (number >>> 16 & 255) + "." + (number >>> 8 & 255) + "." + (number & 255);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
