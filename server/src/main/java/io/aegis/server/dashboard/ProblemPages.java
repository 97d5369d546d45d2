package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.ProblemPage;
import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/** Says on a page what went wrong on one of the dashboard's pages. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackageClasses = ProblemPages.class)
final class ProblemPages {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemPages.class);

    private final Frame frame;
    private final Pages pages;

    ProblemPages(Frame frame, Pages pages) {
        this.frame = frame;
        this.pages = pages;
    }

    @ExceptionHandler
    View refused(ResponseStatusException refusal, HttpServletRequest request) {
        HttpStatus status = HttpStatus.valueOf(refusal.getStatusCode().value());
        String reason = refusal.getReason();
        return page(status, reason == null ? "Go back and try again." : reason, request);
    }

    /** A broken cursor, an unknown order, a stretch of time that is too long. */
    @ExceptionHandler
    View unreadable(IllegalArgumentException refusal, HttpServletRequest request) {
        String reason = refusal.getMessage();
        return page(HttpStatus.BAD_REQUEST, reason == null ? "The address cannot be read." : reason, request);
    }

    /** A fault of ours: the log has the cause, the page has none of it. */
    @ExceptionHandler
    View failed(RuntimeException fault, HttpServletRequest request) {
        if (Problem.ofDatabase(fault)) {
            return withoutDatabase(fault, request);
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), fault);
        return page(
                HttpStatus.INTERNAL_SERVER_ERROR, "It failed on our side; the server's log names the cause.", request);
    }

    private View withoutDatabase(RuntimeException fault, HttpServletRequest request) {
        LOG.warn("{} {} needs the database", request.getMethod(), request.getRequestURI(), fault);
        return page(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database does not answer, and this page is read from it. What was accepted is safe. Try again in a"
                        + " moment; if it stays so, run ./aegis doctor on the server.",
                request);
    }

    private View page(HttpStatus status, String text, HttpServletRequest request) {
        String title =
                switch (status) {
                    case NOT_FOUND -> "Not found";
                    case SERVICE_UNAVAILABLE -> "Not possible at present";
                    case INTERNAL_SERVER_ERROR -> "This page failed";
                    default -> "This cannot be done";
                };
        return pages.view(
                status.value(),
                "page/problem",
                Map.of("page", new ProblemPage(frame.around(title, null, request), status.value(), title, text)));
    }
}
