package io.aegis.server;

import io.aegis.server.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts everything but the probes off until the monitor has recovered. */
final class ReadyFilter extends HttpFilter {

    private final transient Opening opening;

    ReadyFilter(Opening opening) {
        this.opening = opening;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (opening.isOpen() || request.getServletPath().startsWith("/actuator/health/")) {
            chain.doFilter(request, response);
            return;
        }
        Problem.of(503, "The server is recovering its state.\nTry again in a second.")
                .header("Retry-After", "1")
                .send(request, response);
    }
}
