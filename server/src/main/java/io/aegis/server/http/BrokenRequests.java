package io.aegis.server.http;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;

/** What Tomcat finds wrong with a request before or while a door reads it: the sender's fault or the network's, not ours. */
final class BrokenRequests {

    /** What a request for a secure connection begins with. */
    private static final String TLS_HELLO = "[0x160x03";

    private BrokenRequests() {}

    /**
     * The answer, which names the place and the remedy; null where the fault is ours.
     *
     * @param status that the answer has so far
     */
    static @Nullable Problem problem(int status, Throwable thrown) {
        String said = String.valueOf(thrown.getMessage());
        return switch (thrown) {
            case SocketTimeoutException slow ->
                Problem.of(408, "The body stopped coming.\nNothing of it was taken; send it again.");
            case EOFException cut ->
                Problem.of(400, "The body ended before its Content-Length.\nNothing of it was taken; send it again.");
            case ClientAbortException gone ->
                Problem.of(400, "The body broke off.\nNothing of it was taken; send it again.");
            case BadRequestException malformed ->
                Problem.of(
                        400,
                        "The body is malformed as it is sent (" + said + ").\nWrite each chunk as its length in hex, a"
                                + " line end, so many bytes, a line end; or send a Content-Length.");
            case IllegalArgumentException wrong
            when status < 500 && said.contains(TLS_HELLO) ->
                Problem.of(
                        400, "This port speaks plain HTTP, not TLS.\nUse http://, or a proxy before it for https://.");
            case IllegalArgumentException wrong
            when status < 500 && said.contains("header is too large") ->
                Problem.of(
                        400,
                        "The request's line and headers are larger than 16,384 bytes.\nSend fewer or shorter ones.");
            case IllegalArgumentException wrong
            when status < 500 ->
                Problem.of(400, "The request's line or headers are malformed (" + said + ").\nSend HTTP/1.1.");
            default -> null;
        };
    }
}
