package io.aegis.server.api;

import java.util.Locale;

/** Events for the tests of this package, in the public form. */
final class Bodies {

    private Bodies() {}

    static String tick(String at) {
        return "{\"type\":\"tick\",\"at\":\"" + at + "\"}\n";
    }

    static String customer(String id, String fields) {
        return "{\"type\":\"customer\",\"customer\":\"" + id + "\",\"at\":\"2025-11-01T10:00:00Z\"," + fields + "}\n";
    }

    /** So many calls, one a second from 10:00 on, the first ones failing. */
    static String calls(String customer, int count, int failing) {
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(String.format(
                    Locale.ROOT,
                    "{\"type\":\"api_call\",\"customer\":\"%s\",\"at\":\"2025-11-01T10:%02d:%02dZ\",\"method\":\"GET\","
                            + "\"route\":\"/v1/items\",\"status\":%d,\"latency_ms\":%d}%n",
                    customer,
                    i / 60,
                    i % 60,
                    i < failing ? 500 : 200,
                    20 + i % 50));
        }
        return lines.toString();
    }
}
