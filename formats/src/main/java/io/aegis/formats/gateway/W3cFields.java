package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of W3C's extended format (https://www.w3.org/TR/WD-logfile.html). Date and time, in UTC, are one value; a time
 * taken with a fraction is in seconds, as CloudFront and Tomcat write it, one without in milliseconds, as IIS does; so are
 * those of .NET, which names the computer and writes a fraction too.
 */
record W3cFields(Fields line) implements Fields {

    static final String AT = "date_time";
    static final String SECONDS = "time_taken_s";

    /** Of CloudFront's logs in real time; else they have {@code timestamp}, in seconds. */
    private static final String MILLIS = "timestamp_ms";

    private static final String HEADER = "#Fields:";

    static boolean isHeader(String line) {
        return line.startsWith(HEADER);
    }

    /** The layouts that a header tells of, {@code c-ip} as {@code c_ip}: it does not say what stands between fields. */
    static List<LogPattern> patterns(String header) {
        List<String> names = new ArrayList<>();
        for (String name : header.substring(HEADER.length()).strip().split("\\s+")) {
            names.add("${" + name(name) + "}");
        }
        return List.of(LogPattern.of(String.join("\t", names)), LogPattern.of(String.join(" ", names)));
    }

    /** A record whose fields are named as in a header. */
    static Fields ofJson(Fields record) {
        return new W3cFields(name -> record.text(name.equals(MILLIS) ? "timestamp(ms)" : name.replace('_', '-')));
    }

    private static String name(String name) {
        return name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", "");
    }

    @Override
    public @Nullable String text(String name) {
        return switch (name) {
            case AT -> dateTime();
            case SECONDS -> {
                String taken = line.text("time_taken");
                boolean millis = line.text("s_computername") != null;
                yield taken != null && taken.indexOf('.') >= 0 && !millis ? taken : null;
            }
            default -> line.text(name(name));
        };
    }

    private @Nullable String dateTime() {
        String date = line.text("date");
        String time = line.text("time");
        if (date != null && time != null) {
            return date + " " + time;
        }
        String millis = line.text(MILLIS);
        return millis == null ? line.text("timestamp") : millis;
    }
}
