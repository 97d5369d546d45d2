package io.aegis.engine.reference;

import java.util.List;

/**
 * The shortest of 5 m, 15 m, 1 h, 6 h, 24 h that holds at least 200 calls, else 24 h. Its start never moves back, so it
 * is looked at whenever time moves or an event comes.
 */
final class AdaptiveWindow {

    private static final int CALLS_MIN = 200;
    private static final List<String> LENGTHS = List.of("5m", "15m", "1h", "6h", "24h");

    long start = Long.MIN_VALUE;
    String length = "24h";

    void move(List<Calls> calls, long now) {
        length = "24h";
        for (String each : LENGTHS) {
            if (new Window(calls, Window.start(each, now)).calls >= CALLS_MIN) {
                length = each;
                break;
            }
        }
        start = Math.max(start, Window.start(length, now));
    }
}
