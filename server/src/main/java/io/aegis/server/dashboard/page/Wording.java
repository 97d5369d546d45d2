package io.aegis.server.dashboard.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Bidi;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How numbers, times and ids are written on every page. */
public final class Wording {
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_OF_MONTH =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final Pattern ABBREVIATION = Pattern.compile("\\b(api|mrr)\\b");

    /** Embeddings, overrides and isolates. */
    private static final Pattern TURNING = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

    private Wording() {}

    /** 1,234; from a hundred thousand on 123k, 1.2M. */
    public static String count(long value) {
        if (Math.abs(value) >= 1_000_000) {
            return String.format(Locale.ROOT, "%.1fM", value / 1e6);
        }
        if (Math.abs(value) >= 100_000) {
            return String.format(Locale.ROOT, "%dk", Math.round(value / 1e3));
        }
        return exact(value);
    }

    /** With every digit. */
    public static String exact(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A share as 18.2%. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    public static String decimal(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return exact((long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%,.1f", value);
    }

    /** Events a second: tenths only where they say something. */
    public static String rate(double perSecond) {
        return perSecond >= 100 ? count(Math.round(perSecond)) : decimal(Math.round(perSecond * 10) / 10.0);
    }

    public static String iso(long atMillis) {
        return Instant.ofEpochMilli(atMillis).toString();
    }

    /** Exact, in UTC: what stands there until the page knows the viewer's zone. */
    public static String full(long atMillis) {
        return FULL.format(Instant.ofEpochMilli(atMillis));
    }

    public static String clock(long atMillis) {
        return CLOCK.format(Instant.ofEpochMilli(atMillis));
    }

    public static String day(long atMillis) {
        return DAY_OF_MONTH.format(Instant.ofEpochMilli(atMillis));
    }

    /**
     * How long ago: 12 s, 5 min, 3 h, 2 d; an event may be ahead of the last tick, which is now.
     *
     * @param suffix a word to follow a length, empty for none
     */
    public static String ago(long nowMillis, long atMillis, String suffix) {
        long age = nowMillis - atMillis;
        if (age < 1000) {
            return "now";
        }
        return suffix.isEmpty() ? span(age) : span(age) + " " + suffix;
    }

    /** How long until an instant to come. */
    public static String until(long nowMillis, long atMillis) {
        return atMillis <= nowMillis ? "now" : "in " + span(atMillis - nowMillis);
    }

    /** A length of time in its largest unit. */
    public static String span(long millis) {
        if (millis < MINUTE) {
            return millis / 1000 + " s";
        }
        if (millis < HOUR) {
            return millis / MINUTE + " min";
        }
        return millis < 2 * DAY ? millis / HOUR + " h" : millis / DAY + " d";
    }

    /** A machine's word for people: {@code api_keys_generated} becomes API keys generated. */
    public static String label(String id) {
        if (id.isEmpty()) {
            return "";
        }
        String words = ABBREVIATION
                .matcher(id.replace('_', ' '))
                .replaceAll(found -> found.group().toUpperCase(Locale.ROOT));
        int first = words.offsetByCodePoints(0, 1);
        return words.substring(0, first).toUpperCase(Locale.ROOT) + words.substring(first);
    }

    public static String tier(String id) {
        return id.equals("none") ? "No plan" : label(id);
    }

    public static String subscription(String status) {
        return status.equals("none") ? "No subscription" : label(status);
    }

    /** A text that is put between others where no markup can: its direction, and what turns it, stay its own. */
    public static String isolated(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length()) ? "\u2068" + text + "\u2069" : text;
    }

    /** A name without the signs that turn what stands around or in it: it reads as it is, from end to end. */
    public static String name(String text) {
        return TURNING.matcher(text).replaceAll("");
    }

    /** The text, or its beginning. */
    public static String cut(String text, int charactersMax) {
        return text.length() <= charactersMax ? text : text.substring(0, charactersMax - 1) + "…";
    }

    public static String url(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    /** The customer's page; ids may hold any visible character, so it stands in the query. */
    public static String customerHref(String id) {
        return "/customer?id=" + url(id);
    }

    /** Up to two letters for a person. */
    public static String initials(String name) {
        String[] words = name.strip().split("[\\s._@-]+", 3);
        String first = words[0].isEmpty() ? "?" : words[0].substring(0, words[0].offsetByCodePoints(0, 1));
        return words.length > 1 && !words[1].isEmpty()
                ? first + words[1].substring(0, words[1].offsetByCodePoints(0, 1))
                : first;
    }
}
