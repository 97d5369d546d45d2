package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Mapping;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The access logs that are read without saying how. */
public enum LogFormat {
    /** nginx's and Apache's combined format, also with {@code name=value} pairs behind it (timings, keys). */
    COMBINED("combined"),
    /** nginx's combined format with timings, its customer in the user field. */
    NGINX_TIMED("nginx-timed"),
    /** One JSON object a line, its fields named as nginx, Apache, Envoy or Traefik users name them. */
    NGINX_JSON("nginx-json"),
    /** Envoy's default format; Istio's are tried too. */
    ENVOY("envoy"),
    /** Istio's default format, of today and before 1.6. */
    ISTIO("istio"),
    /** Kong's log plug-ins. */
    KONG("kong"),
    /** HAProxy's {@code option httplog}, which ends as {@code httpslog} begins. */
    HAPROXY("haproxy"),
    /** Amazon's application load balancers; classic ones are tried too. */
    AWS_ELB("aws-elb"),
    /** W3C's extended format: IIS, Amazon CloudFront; its header names the fields, else it is the default of these. */
    W3C("w3c"),
    /** {@code name=value} pairs. */
    LOGFMT("logfmt"),
    /** Gin's default, which names no zone. */
    GIN("gin"),
    /** Squid's own. */
    SQUID("squid"),
    /** Caddy's JSON. */
    CADDY("caddy"),
    /** Traefik's JSON. */
    TRAEFIK("traefik"),
    /** JSON lines of any shape. */
    JSON_LINES("json-lines");

    private final String id;

    LogFormat(String id) {
        this.id = id;
    }

    /** The word used in configuration files and on the command line. */
    public String id() {
        return id;
    }

    /** The format that a configuration names. */
    public static Optional<LogFormat> of(String id) {
        return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
    }

    /** Which fields are what, where nothing else is said. */
    public Mapping mapping() {
        return switch (this) {
            case COMBINED -> Defaults.TEXT;
            case NGINX_TIMED -> Defaults.TIMED;
            case NGINX_JSON, TRAEFIK, JSON_LINES, LOGFMT -> Defaults.JSON;
            case AWS_ELB, SQUID -> Defaults.TEXT;
            case GIN -> Defaults.GIN;
            case W3C -> Defaults.W3C;
            case CADDY -> Defaults.CADDY;
            case HAPROXY -> Defaults.HAPROXY;
            case ENVOY, ISTIO -> Defaults.ENVOY;
            case KONG -> Defaults.KONG;
        };
    }

    /** Layouts of its lines, the fullest first; none where a line is a JSON object. */
    List<String> layouts() {
        return switch (this) {
            case COMBINED, NGINX_TIMED -> Layouts.COMBINED;
            case ENVOY, ISTIO -> Layouts.ENVOY;
            case HAPROXY -> Layouts.HAPROXY;
            case AWS_ELB -> Layouts.AWS_ELB;
            case W3C -> Layouts.W3C;
            case GIN -> Layouts.GIN;
            case SQUID -> Layouts.SQUID;
            case NGINX_JSON, CADDY, TRAEFIK, JSON_LINES, KONG, LOGFMT -> List.of();
        };
    }

    /** Whether its records often name nobody but by the client's address. */
    boolean namesFewCustomers() {
        return this == LOGFMT || (isJson() && this != KONG);
    }

    /** Whether a line is a JSON object. */
    boolean isJson() {
        return switch (this) {
            case NGINX_JSON, CADDY, TRAEFIK, JSON_LINES, KONG -> true;
            case COMBINED, NGINX_TIMED, ENVOY, ISTIO, HAPROXY, AWS_ELB, W3C, LOGFMT, GIN, SQUID -> false;
        };
    }

    /** Whether values are filled up with spaces, to stand below each other. */
    boolean isPadded() {
        return this == GIN || this == SQUID;
    }
}
