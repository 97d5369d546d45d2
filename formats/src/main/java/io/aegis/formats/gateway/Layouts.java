package io.aegis.formats.gateway;

import java.util.List;

/** How the lines of text formats are laid out. */
final class Layouts {
    private static final String COMMON =
            "$remote_addr $remote_log_name $remote_user [$time_local] \"$request\" $status $body_bytes_sent";
    static final List<String> COMBINED = List.of(COMMON + " \"$http_referer\" \"$http_user_agent\"", COMMON);
    private static final String ENVOY_START =
            "[%START_TIME%] \"%REQ(:METHOD)% %REQ(:PATH)% %PROTOCOL%\" %RESPONSE_CODE% %RESPONSE_FLAGS% ";
    private static final String ENVOY_END = "%BYTES_RECEIVED% %BYTES_SENT% %DURATION%"
            + " %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\" \"%REQ(USER-AGENT)%\""
            + " \"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\" \"%UPSTREAM_HOST%\"";
    static final List<String> ENVOY = List.of(
            ENVOY_START + "%RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% \"%FAILURE_REASON%\" " + ENVOY_END,
            ENVOY_START + "\"%MIXER_STATUS%\" " + ENVOY_END,
            ENVOY_START + ENVOY_END);

    private static final String HAPROXY_START = "$remote_addr:$remote_port [$accept_date] $frontend $backend/$server"
            + " $timers $status $bytes_read $request_cookie $response_cookie $termination $connections $queues ";
    private static final String HAPROXY_END = "\"$request\"";

    /** What {@code capture request header} and {@code capture response header} take stands in braces, if at all. */
    static final List<String> HAPROXY = List.of(
            HAPROXY_START + "{$request_headers} {$response_headers} " + HAPROXY_END,
            HAPROXY_START + "{$request_headers} " + HAPROXY_END,
            HAPROXY_START + HAPROXY_END);

    private Layouts() {}
}
