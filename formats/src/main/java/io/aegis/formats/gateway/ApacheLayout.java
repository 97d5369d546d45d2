package io.aegis.formats.gateway;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code LogFormat} of Apache, as Tomcat and Jetty write it too, as a layout of {@code $names}: the names are those
 * that nginx gives the same things.
 */
final class ApacheLayout {

    private static final Pattern DIRECTIVE =
            Pattern.compile("%(?:[<>]|!?\\d{3}(?:,\\d{3})*)?(?:\\{([^}]*)})?(\\^[A-Za-z]{2}|[A-Za-z])");
    private static final Pattern OWN = Pattern.compile("%(?:[<>]?[hrsm]|\\{[^}]*}[it])(?![A-Za-z(])");
    private static final Pattern ENVOYS = Pattern.compile("%[A-Z][A-Z_]+[(%]");
    private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9]+");

    private ApacheLayout() {}

    static boolean isOne(String layout) {
        return !layout.contains("$")
                && OWN.matcher(layout).find()
                && !ENVOYS.matcher(layout).find();
    }

    /** With {@code \"} as the quote that it is within Apache's configuration. */
    static String named(String layout) {
        // What is asked and with what are written without a separator.
        String plain = layout.replace("\\\"", "\"").replace("%U%q", "${request_uri}");
        Matcher matcher = DIRECTIVE.matcher(plain);
        StringBuilder named = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(named, Matcher.quoteReplacement(value(matcher.group(2), matcher.group(1))));
        }
        return matcher.appendTail(named).toString().replace("%%", "%");
    }

    private static String value(String letter, @Nullable String argument) {
        return letter.equals("t") && argument == null ? "[${time_local}]" : "${" + name(letter, argument) + "}";
    }

    private static String name(String letter, @Nullable String argument) {
        String of = argument == null ? "" : argument;
        return switch (letter) {
            case "h", "a" -> "remote_addr";
            case "l" -> "remote_log_name";
            case "u" -> "remote_user";
            case "r" -> "request";
            case "s" -> "status";
            case "m" -> "request_method";
            case "U" -> "uri";
            case "q" -> "args";
            case "D" -> "request_time_us";
            case "T" -> of.equals("ms") || of.equals("us") ? "request_time_" + of : "request_time";
            case "t" -> time(of);
            case "i" -> "http_" + word(of);
            case "o" -> "sent_http_" + word(of);
            case "C" -> "cookie_" + word(of);
            case "e", "n", "x" -> word(of);
            case "v", "V" -> "host";
            case "b", "B", "O" -> "body_bytes_sent";
            default -> "apache_" + word(letter + of);
        };
    }

    private static String time(String form) {
        String plain = form.replaceFirst("^(?:begin|end):", "");
        return switch (plain) {
            case "sec", "msec", "usec" -> "msec";
            case "msec_frac", "usec_frac" -> "fraction";
            default -> "time_iso8601";
        };
    }

    private static String word(String text) {
        return NO_NAME.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("_");
    }
}
