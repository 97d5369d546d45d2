package io.aegis.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Turns whatever a Spring MVC handler, or Spring MVC itself, throws into a {@link Problem}. */
@ControllerAdvice
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler(ProblemException.class)
    void problem(ProblemException thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        thrown.problem().send(request, response);
    }

    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone(AsyncRequestNotUsableException thrown) {
        LOG.debug("the client left", thrown);
    }

    @ExceptionHandler(Exception.class)
    void any(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (thrown) {
            case InvalidParameterException wrong -> Problem.unreadable().send(request, response);
            case NoHandlerFoundException none ->
                Problem.nowhere(request.getRequestURI()).send(request, response);
            case HttpRequestMethodNotSupportedException wrong -> methods(wrong).send(request, response);
            case HttpMediaTypeNotSupportedException wrong ->
                Problem.of(
                                415,
                                "Content-Type (" + request.getContentType()
                                        + ") is not one that this call takes.\nUse one of: "
                                        + wrong.getSupportedMediaTypes() + ".")
                        .send(request, response);
            case HttpMediaTypeNotAcceptableException wrong ->
                Problem.of(
                                406,
                                "Accept (" + request.getHeader("Accept")
                                        + ") is not what this call answers.\nUse one of: "
                                        + wrong.getSupportedMediaTypes() + ".")
                        .send(request, response);
            case ErrorResponse known ->
                Problem.of(
                                known.getStatusCode().value(),
                                String.valueOf(known.getBody().getDetail()))
                        .send(request, response);
            case Exception fault
            when Problem.ofDatabase(fault) -> {
                LOG.warn("{} {} needs the database", request.getMethod(), request.getRequestURI(), fault);
                Problem.of(
                                503,
                                "The database does not answer, and this is read from it.\nTry again; what was accepted"
                                        + " is safe.")
                        .header("Retry-After", "5")
                        .send(request, response);
            }
            default -> {
                LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
                Problem.of(
                                500,
                                "The request failed inside the server.\nIts log names the cause under the request id "
                                        + response.getHeader(RequestIds.HEADER) + ".")
                        .send(request, response);
            }
        }
    }

    private static Problem methods(HttpRequestMethodNotSupportedException wrong) {
        List<HttpMethod> known =
                wrong.getSupportedHttpMethods() == null ? List.of() : List.copyOf(wrong.getSupportedHttpMethods());
        String allowed = known.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        return Problem.of(
                        405,
                        "Method (" + wrong.getMethod() + ") is not one that this path has.\nUse one of: " + allowed
                                + ".")
                .header("Allow", allowed);
    }
}
