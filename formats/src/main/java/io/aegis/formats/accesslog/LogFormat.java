package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.formats.gateway.Wrapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The line formats that are understood. */
public enum LogFormat {
    /** Our own events, one JSON object a line. */
    NDJSON("ndjson"),
    /** nginx and Apache: common, combined, with a virtual host before or {@code name=value} pairs behind. */
    COMBINED("combined"),
    /** A gateway's JSON log with the usual names. */
    JSON_LINES("json-lines"),
    /** HAProxy's HTTP log. */
    HAPROXY("haproxy"),
    /** Envoy's and Istio's default formats. */
    ENVOY("envoy"),
    /** Amazon's load balancers. */
    AWS_ELB("aws-elb"),
    /** W3C's extended format: IIS, Amazon CloudFront. */
    W3C("w3c"),
    /** {@code name=value} pairs with the usual names. */
    LOGFMT("logfmt"),
    /** Gin's, which KrakenD writes too. */
    GIN("gin"),
    /** Squid's own. */
    SQUID("squid"),
    /** Tab, comma or semicolon separated, names in the first line. */
    COLUMNS("columns");

    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"([a-z_]+)\"");

    private final String id;

    LogFormat(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** By the word of {@code --format}; {@code common} and {@code json} are other words; null if there is none such. */
    public static @Nullable LogFormat named(String word) {
        for (LogFormat format : values()) {
            if (format.id.equals(word)) {
                return format;
            }
        }
        return switch (word) {
            case "common", "nginx", "apache", "clf", "nginx-timed" -> COMBINED;
            case "json", "jsonl", "jsonlines", "nginx-json", "caddy", "traefik", "kong" -> JSON_LINES;
            case "tsv", "csv" -> COLUMNS;
            case "istio" -> ENVOY;
            case "krakend" -> GIN;
            case "alb", "elb" -> AWS_ELB;
            case "iis", "cloudfront" -> W3C;
            case "aegis" -> NDJSON;
            default -> null;
        };
    }

    public static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (LogFormat format : values()) {
            ids.add(format.id);
        }
        return ids;
    }

    /** From the first lines of a file, whatever most of them are; null if they look like none. */
    public static @Nullable LogFormat guess(List<byte[]> firstLines) {
        Map<LogFormat, Integer> votes = new EnumMap<>(LogFormat.class);
        int lines = 0;
        String header = null;
        for (byte[] bytes : firstLines) {
            String line = new String(bytes, StandardCharsets.ISO_8859_1).strip();
            if (line.startsWith("#Fields:")) {
                return W3C;
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            lines++;
            header = header == null ? line : header;
            LogFormat format = ofLine(line);
            if (format != null) {
                votes.merge(format, 1, Integer::sum);
            }
        }
        int events = votes.getOrDefault(NDJSON, 0);
        int json = events + votes.getOrDefault(JSON_LINES, 0);
        if (json * 2 > lines) {
            return events * 2 > json ? NDJSON : JSON_LINES;
        }
        for (Map.Entry<LogFormat, Integer> vote : votes.entrySet()) {
            if (vote.getValue() * 2 > lines) {
                return vote.getKey();
            }
        }
        return header != null && Columns.isHeader(header) ? COLUMNS : null;
    }

    private static @Nullable LogFormat ofLine(String line) {
        String inner = Wrapping.inner(line);
        if (CombinedLines.looksLike(inner == null ? line : inner) && (inner == null || !inner.startsWith("{"))) {
            return line.startsWith("{") && inner == null ? json(line) : COMBINED;
        }
        if (line.startsWith("{") || (inner != null && inner.startsWith("{"))) {
            return json(line);
        }
        return text(line);
    }

    private static LogFormat json(String line) {
        Matcher type = TYPE.matcher(line);
        return type.find() && EventReader.isType(type.group(1)) ? NDJSON : JSON_LINES;
    }

    private static @Nullable LogFormat text(String line) {
        if (GatewayLines.looksLike(io.aegis.formats.gateway.LogFormat.HAPROXY, line)) {
            return HAPROXY;
        }
        if (GatewayLines.looksLike(io.aegis.formats.gateway.LogFormat.ENVOY, line)) {
            return ENVOY;
        }
        if (GatewayLines.looksLike(io.aegis.formats.gateway.LogFormat.AWS_ELB, line)) {
            return AWS_ELB;
        }
        if (GatewayLines.looksLike(io.aegis.formats.gateway.LogFormat.GIN, line)) {
            return GIN;
        }
        if (GatewayLines.looksLike(io.aegis.formats.gateway.LogFormat.LOGFMT, line)) {
            return LOGFMT;
        }
        return GatewayLines.looksLike(io.aegis.formats.gateway.LogFormat.SQUID, line) ? SQUID : null;
    }
}
