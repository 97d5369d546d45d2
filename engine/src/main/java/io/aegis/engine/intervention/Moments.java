package io.aegis.engine.intervention;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people read them in a sentence. */
final class Moments {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Moments() {}

    static String day(long millis) {
        return DAY.format(Instant.ofEpochMilli(millis));
    }

    static String utc(long millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis));
    }
}
