package io.aegis.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names each request ({@code X-Request-Id}, taken over from a sender that gives one) and logs it when it has ended. */
public final class RequestIds extends HttpFilter {

    public static final String HEADER = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger("io.aegis.server.access");
    private static final int LENGTH_MAX = 64;

    private final transient RequestTimes times;

    public RequestIds(RequestTimes times) {
        this.times = times;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long startNanos = System.nanoTime();
        String id = id(request.getHeader(HEADER));
        response.setHeader(HEADER, id);
        try {
            chain.doFilter(request, response);
        } finally {
            long nanos = System.nanoTime() - startNanos;
            if (!request.isAsyncStarted()) {
                times.record(request, response.getStatus(), nanos);
            }
            if (LOG.isDebugEnabled()) {
                LOG.debug(
                        "{} {} {} {} ms {}",
                        request.getMethod(),
                        request.getRequestURI(),
                        response.getStatus(),
                        Math.round(nanos / 1e5) / 10.0,
                        id);
            }
        }
    }

    private static String id(@Nullable String given) {
        if (given != null
                && !given.isEmpty()
                && given.length() <= LENGTH_MAX
                && given.chars().allMatch(RequestIds::plain)) {
            return given;
        }
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }

    private static boolean plain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    }
}
