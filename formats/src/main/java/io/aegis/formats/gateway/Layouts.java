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

    private Layouts() {}
}
