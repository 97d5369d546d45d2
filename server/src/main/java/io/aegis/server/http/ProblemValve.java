package io.aegis.server.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the errors that Tomcat finds by itself (a broken request line, TRACE, too large headers) our form too. */
public final class ProblemValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem broken = thrown == null ? null : BrokenRequests.problem(response.getStatus(), thrown);
        if (broken != null) {
            LOG.info(
                    "{} {} was broken off: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    broken.detail().replace('\n', ' '));
        } else if (thrown != null) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
        }
        try {
            Problem answer = broken == null ? Problem.of(response.getStatus(), detail(response)) : broken;
            answer.send(request.getRequest(), response.getResponse());
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("the client left before its error could be sent", gone);
        }
    }

    private static String detail(Response response) {
        String message = response.getMessage();
        if (response.getStatus() >= 500) {
            return "The request failed inside the server.\nIts log names the cause.";
        }
        return message == null || message.isEmpty() ? "The request cannot be answered as it is." : message;
    }
}
