package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Target;
import io.aegis.formats.mapping.Unit;
import java.util.List;

/** Which fields of each format are what, where nothing else is said. */
final class Defaults {
    static final List<String> ADDRESSES = List.of(
            "remote_addr",
            "client_ip",
            "clientip",
            "client_addr",
            "remote_ip",
            "ip_address",
            "client.ip",
            "source.ip",
            "client.address",
            "source.address",
            "network.client.ip",
            "c_ip",
            "ClientIP",
            "ClientHost",
            "request.client_ip",
            "request.remote_ip",
            "request.remote_addr",
            "req.remoteAddress",
            "meta.req.ip",
            "req.ip",
            "request.ip",
            "httpRequest.remoteIp",
            "properties.clientIP",
            "properties.clientIp",
            "clientIp",
            "client_address",
            "remoteAddr",
            "remoteAddress",
            "remote_address",
            "remoteIP",
            "remoteIp",
            "proxy.clientIp",
            "callerIpAddress",
            "http.client_ip",
            "x_forwarded_for",
            "http_x_forwarded_for",
            "REQ(X-FORWARDED-FOR)",
            "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT",
            "DOWNSTREAM_REMOTE_ADDRESS",
            "downstream_remote_address",
            "req.headers.x-forwarded-for",
            "meta.req.headers.x-forwarded-for",
            "identity.sourceIp",
            "requestContext.identity.sourceIp",
            "sourceIp",
            "source_ip",
            "cliIP",
            "ClientIp",
            "Properties.ClientIp",
            "remote-address",
            "remote",
            "addr",
            "fwd",
            "ip");
    /** Of Amazon's API Gateway: {@code GET /pets}, {@code ANY /pets} or {@code $default}. */
    private static final String ROUTE_KEY = "routeKey";

    static final Mapping TEXT = text("remote_user", "remote_addr");
    static final Mapping TIMED = text("customer", "customer_id", "http_x_customer_id", "remote_user");
    static final Mapping ENVOY = Mapping.of()
            .take(Target.CUSTOMER, "REQ(X-CUSTOMER-ID)", "customer", "customer_id")
            .take(Target.AT, "START_TIME")
            .take(Target.METHOD, "REQ(:METHOD)")
            .take(Target.ROUTE, "REQ(X-ENVOY-ORIGINAL-PATH?:PATH)", "REQ(:PATH)")
            .take(Target.STATUS, "RESPONSE_CODE")
            .take(Target.ID, "REQ(X-REQUEST-ID)")
            .latency(Unit.MILLISECONDS, "DURATION")
            .build();
    static final Mapping KONG = Mapping.of()
            .take(
                    Target.CUSTOMER,
                    "consumer.custom_id",
                    "consumer.username",
                    "request.headers.x-customer-id",
                    "consumer.id")
            .take(Target.KEY, "authenticated_entity.id")
            .take(Target.AT, "started_at")
            .take(Target.METHOD, "request.method")
            .take(Target.ROUTE, "request.uri", "request.url")
            .take(Target.STATUS, "response.status")
            .take(Target.ID, KongFields.CALL_ID)
            .latency(Unit.MILLISECONDS, "latencies.request")
            .build();
    static final Mapping JSON = Mapping.of()
            .take(
                    Target.CUSTOMER,
                    "customer",
                    "customer_id",
                    "customerId",
                    "customer.id",
                    "http_x_customer_id",
                    "x_customer_id",
                    "consumer.custom_id",
                    "tenant_id",
                    "tenant",
                    "account_id",
                    "request_X-Customer-Id",
                    "req.headers.x-customer-id",
                    "meta.req.headers.x-customer-id",
                    "remote_user",
                    "ClientUsername")
            .take(Target.KEY, "api_key_id", "key", "key_id", "api_key", "http_x_api_key", "apiKeyId")
            .take(
                    Target.AT,
                    "StartUTC",
                    "msec",
                    "at",
                    "time",
                    "timestamp",
                    "@timestamp",
                    "time_iso8601",
                    "start_time",
                    "started_at",
                    "ts",
                    "time_local",
                    "requestTime",
                    "requestTimeEpoch",
                    "timeStamp",
                    "EdgeStartTimestamp",
                    "client_received_start_timestamp",
                    "reqTimeSec",
                    "@t",
                    "Timestamp",
                    "datetime",
                    "date",
                    "asctime")
            .take(
                    Target.METHOD,
                    "method",
                    "request_method",
                    "http.request.method",
                    "request.method",
                    "verb",
                    "RequestMethod",
                    "req.method",
                    "meta.req.method",
                    "httpMethod",
                    "http_method",
                    "httpRequest.requestMethod",
                    "properties.httpMethod",
                    "ClientRequestMethod",
                    "proxy.method",
                    "properties.method",
                    "http.method",
                    "request_verb",
                    "reqMethod",
                    "Properties.RequestMethod")
            .orMatch(Target.METHOD, "request", "^([A-Z]+) /")
            .orMatch(Target.METHOD, ROUTE_KEY, "^(?!ANY )([A-Z]+) /")
            .take(
                    Target.ROUTE,
                    "route",
                    "path",
                    "uri",
                    "request_uri",
                    "url",
                    "http.route",
                    "url.path",
                    "request.uri",
                    "request.path",
                    "RequestPath",
                    "req.url",
                    "meta.req.url",
                    "url.original",
                    "request.url",
                    "http.target",
                    "http.path",
                    "httpRequest.requestUrl",
                    "properties.originalRequestUriWithArgs",
                    "properties.requestUri",
                    "ClientRequestURI",
                    "resourcePath",
                    "proxy.path",
                    "properties.url",
                    "http.url_details.path",
                    "http.url",
                    "request_url",
                    "reqPath",
                    "Properties.RequestPath")
            .orMatch(Target.ROUTE, "request", "^(?:[A-Z]+ )?(/\\S*)")
            .orMatch(Target.ROUTE, ROUTE_KEY, "^[A-Z]+ (/\\S*)")
            .take(
                    Target.STATUS,
                    "status",
                    "status_code",
                    "statusCode",
                    "response_code",
                    "response.status",
                    "http.response.status_code",
                    "DownstreamStatus",
                    "res.statusCode",
                    "meta.res.statusCode",
                    "response.status_code",
                    "response.statusCode",
                    "http_status",
                    "httpStatus",
                    "http.status_code",
                    "http.status",
                    "httpRequest.status",
                    "properties.httpStatus",
                    "properties.httpStatusCode",
                    "properties.responseCode",
                    "response_status",
                    "response_status_code",
                    "proxy.statusCode",
                    "EdgeResponseStatus",
                    "status-code",
                    "StatusCode",
                    "Properties.StatusCode",
                    "elb_status_code",
                    "response",
                    "code")
            .take(Target.ID, "request_id", "requestId", "x_request_id", "request.id", "id")
            .take(Target.ENVIRONMENT, "environment")
            .take(Target.ERROR_CODE, "error_code")
            .latency(Unit.SECONDS, "request_time")
            .alsoLatency(Unit.MILLISECONDS, "latency_ms", "duration_ms", "latencyMs", "duration", "latencies.request")
            .alsoLatency(Unit.MILLISECONDS, "responseTime", "responseLatency", "meta.responseTime")
            .alsoLatency(Unit.MILLISECONDS, "response_time_ms", "response_time", "elapsed_ms", "service")
            .alsoLatency(Unit.MILLISECONDS, "durationMs", "total_response_time", "turnAroundTimeMSec")
            .alsoLatency(Unit.MILLISECONDS, "Elapsed", "Properties.Elapsed", "response-time")
            .alsoLatency(Unit.NANOSECONDS, "Duration", "event.duration")
            .alsoLatency(Unit.SECONDS, "upstream_response_time", "httpRequest.latency", "properties.timeTaken")
            .build();
    /** Of the same names, but durations are nanoseconds. */
    static final Mapping DATADOG =
            Mapping.of().latency(Unit.NANOSECONDS, "duration").build().over(JSON);

    static final Mapping CADDY = Mapping.of()
            .take(Target.CUSTOMER, "request.headers.X-Customer-Id", "customer_id", "user_id")
            .take(Target.KEY, "request.headers.X-Api-Key")
            .take(Target.AT, "ts")
            .take(Target.METHOD, "request.method")
            .take(Target.ROUTE, "request.uri")
            .take(Target.STATUS, "status")
            .latency(Unit.SECONDS, "duration")
            .build();
    static final Mapping W3C = Mapping.of()
            .take(Target.CUSTOMER, "cs_username", "c_ip")
            .take(Target.AT, W3cFields.AT)
            .take(Target.METHOD, "cs_method")
            .take(Target.ROUTE, "cs_uri_stem")
            .take(Target.STATUS, "sc_status")
            .take(Target.ID, "x_edge_request_id")
            .latency(Unit.SECONDS, W3cFields.SECONDS)
            .alsoLatency(Unit.MILLISECONDS, "time_taken")
            .build();
    /** Date and time stand apart, as in W3C's format. */
    static final Mapping GIN = Mapping.of()
            .take(Target.AT, W3cFields.AT)
            .latency(Unit.SECONDS, "duration")
            .build()
            .over(TEXT);

    static final Mapping HAPROXY = Mapping.of()
            .orMatch(Target.CUSTOMER, "request_headers", "^([^|]+)")
            .take(Target.AT, "accept_date")
            .take(Target.METHOD, "request_method")
            .take(Target.ROUTE, "request_uri")
            .take(Target.STATUS, "status")
            .orMatch(Target.LATENCY, "timers", "([0-9]+)$")
            .build();

    private Defaults() {}

    private static Mapping text(String... customers) {
        return Mapping.of()
                .take(Target.CUSTOMER, customers)
                .take(Target.KEY, "key", "api_key", "http_x_api_key")
                .take(Target.AT, "msec", "time_iso8601", "time_local")
                .take(Target.METHOD, "request_method", "method")
                .take(Target.ROUTE, "request_uri", "uri", "path")
                .take(Target.STATUS, "status")
                .take(Target.ID, "request_id", "id")
                .latency(Unit.SECONDS, "request_time", "rt", "upstream_response_time", "urt")
                .alsoLatency(Unit.MILLISECONDS, "request_time_ms")
                .alsoLatency(Unit.MICROSECONDS, "request_time_us")
                .build();
    }
}
