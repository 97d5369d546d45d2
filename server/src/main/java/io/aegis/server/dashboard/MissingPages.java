package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.ProblemPage;
import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.View;

/** A person's browser that asks for an address where nothing is gets a page, a program its problem. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice
final class MissingPages {

    private final Frame frame;
    private final Pages pages;

    MissingPages(Frame frame, Pages pages) {
        this.frame = frame;
        this.pages = pages;
    }

    @ExceptionHandler(NoHandlerFoundException.class)
    @Nullable
    View missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (!wantsPage(request, path)) {
            Problem.nowhere(path).send(request, response);
            return null;
        }
        return pages.view(
                404,
                "page/problem",
                Map.of(
                        "page",
                        new ProblemPage(
                                frame.around("Not found", null, request),
                                404,
                                "Not found",
                                "There is no page at " + path + ".")));
    }

    private static boolean wantsPage(HttpServletRequest request, String path) {
        String accept = request.getHeader("Accept");
        return accept != null
                && accept.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/v1/")
                && !path.startsWith("/webhooks/")
                && !path.startsWith("/actuator/");
    }
}
