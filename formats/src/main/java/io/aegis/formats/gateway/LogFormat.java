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
            case NGINX_JSON, TRAEFIK, JSON_LINES -> Defaults.JSON;
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
            case NGINX_JSON, CADDY, TRAEFIK, JSON_LINES, KONG -> List.of();
        };
    }
}
