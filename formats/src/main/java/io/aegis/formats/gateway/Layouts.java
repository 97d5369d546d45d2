package io.aegis.formats.gateway;

import java.util.List;

/** How the lines of text formats are laid out. */
final class Layouts {
    private static final String COMMON =
            "$remote_addr $remote_log_name $remote_user [$time_local] \"$request\" $status $body_bytes_sent";
    private static final String AGENT = " \"$http_referer\" \"$http_user_agent\"";
    /** The log name, which nobody logs, tells a virtual host from a user of two words. */
    private static final String HOST_COMMON = "$host " + COMMON.replace("$remote_log_name", "-");

    static final List<String> COMBINED = List.of(COMMON + AGENT, COMMON, HOST_COMMON + AGENT, HOST_COMMON);
    private static final String ENVOY_START =
            "[%START_TIME%] \"%REQ(:METHOD)% %REQ(:PATH)% %PROTOCOL%\" %RESPONSE_CODE% %RESPONSE_FLAGS% ";
    private static final String ENVOY_END = "%BYTES_RECEIVED% %BYTES_SENT% %DURATION%"
            + " %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\" \"%REQ(USER-AGENT)%\""
            + " \"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\" \"%UPSTREAM_HOST%\"";
    private static final String ISTIO_START =
            ENVOY_START + "%RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% \"%FAILURE_REASON%\" " + ENVOY_END;
    private static final String MIXER_START = ENVOY_START + "\"%MIXER_STATUS%\" " + ENVOY_END;
    private static final String ISTIO_END =
            " %UPSTREAM_CLUSTER% %UPSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% ";
    static final List<String> ENVOY = List.of(
            ISTIO_START + ISTIO_END, ISTIO_START, MIXER_START + ISTIO_END, MIXER_START, ENVOY_START + ENVOY_END);

    private static final String HAPROXY_START = "$remote_addr:$remote_port [$accept_date] $frontend $backend/$server"
            + " $timers $status $bytes_read $request_cookie $response_cookie $termination $connections $queues ";
    private static final String HAPROXY_END = "\"$request\"";

    /** What {@code capture request header} and {@code capture response header} take stands in braces, if at all. */
    static final List<String> HAPROXY = List.of(
            HAPROXY_START + "{$request_headers} {$response_headers} " + HAPROXY_END,
            HAPROXY_START + "{$request_headers} " + HAPROXY_END,
            HAPROXY_START + HAPROXY_END);

    private static final String ELB = "$elb $remote_addr:$remote_port $target $request_processing_time"
            + " $upstream_response_time $response_processing_time $status $target_status $received_bytes"
            + " $body_bytes_sent \"$request\" \"$http_user_agent\"";

    /** Server access logs of S3, as far as they are needed; the user is who asks for the object. */
    private static final String S3 =
            "$owner $bucket [$time_local] $remote_addr $remote_user $request_id $operation $object_key"
                    + " \"$request\" $status $error $body_bytes_sent $object_size $request_time_ms ";

    /** Of an application load balancer, which says the kind of connection first, of a classic one, and of S3. */
    static final List<String> AWS_ELB = List.of("$kind $time_iso8601 " + ELB, "$time_iso8601 " + ELB, S3);

    /** CloudFront's as far as it is needed, which has tabs, and IIS' default. */
    static final List<String> W3C = List.of(
            "$date\t$time\t$x_edge_location\t$sc_bytes\t$c_ip\t$cs_method\t$cs_host\t$cs_uri_stem\t$sc_status\t",
            "$date $time $s_ip $cs_method $cs_uri_stem $cs_uri_query $s_port $cs_username $c_ip $cs_user_agent"
                    + " $cs_referer $sc_status $sc_substatus $sc_win32_status $time_taken");

    /** Gin's, which KrakenD writes too. */
    static final List<String> GIN =
            List.of("[GIN] $date - $time | $status | $duration | $remote_addr | $request_method \"$request_uri\"");

    /** Squid's own. */
    static final List<String> SQUID = List.of(
            "$msec $request_time_ms $remote_addr $result/$status $body_bytes_sent $request_method $request_uri ");

    private Layouts() {}
}
