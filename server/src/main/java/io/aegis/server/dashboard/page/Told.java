package io.aegis.server.dashboard.page;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a sentence: words, or an instant among them. What the engine tells names instants in UTC; on a page they are
 * shown in the viewer's zone, as all others are.
 *
 * @param words as they were told
 * @param atMillis the instant that they name, -1 where they name none
 */
public record Told(String words, long atMillis) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern INSTANT = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\b");

    /** The stretches of a text, in its order. */
    public static List<Told> of(String text) {
        List<Told> parts = new ArrayList<>();
        Matcher instants = INSTANT.matcher(text);
        int end = 0;
        while (instants.find()) {
            if (instants.start() > end) {
                parts.add(new Told(text.substring(end, instants.start()), -1));
            }
            parts.add(new Told(instants.group(), millis(instants.group())));
            end = instants.end();
        }
        if (end < text.length()) {
            parts.add(new Told(text.substring(end), -1));
        }
        return parts;
    }

    /** An instant as {@link #of} knows it again, to the minute. */
    public static String instant(long atMillis) {
        return MINUTE.format(Instant.ofEpochMilli(atMillis));
    }

    public String iso() {
        return Wording.iso(atMillis);
    }

    private static long millis(String instant) {
        try {
            return LocalDateTime.parse(instant, MINUTE)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeParseException noSuchDay) {
            return -1;
        }
    }
}
