package io.aegis.server.http;

import java.util.Set;

/** Where log shippers post to at Loki, Elasticsearch, Splunk and Datadog; here it is a door of ours that takes their records. */
public final class ShipperPaths {

    private static final Set<String> KNOWN = Set.of(
            "/loki/api/v1/push",
            "/services/collector",
            "/services/collector/event",
            "/services/collector/raw",
            "/api/v2/logs");

    private ShipperPaths() {}

    /** Whether a shipper for another system would post here. */
    public static boolean isOne(String path) {
        return KNOWN.contains(path) || path.endsWith("/_bulk");
    }
}
