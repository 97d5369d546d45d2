package io.aegis.server.api;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import io.aegis.server.http.Answers;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import io.aegis.server.projection.RejectedRow;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lines that were refused at a door: listed with their reasons, and sent again once they are put right. */
@RestController
final class RejectedController {

    private final Monitor monitor;
    private final EventReader reader;

    RejectedController(Monitor monitor, EventReader reader) {
        this.monitor = monitor;
        this.reader = reader;
    }

    /** What became of a line that was sent again. */
    record Retried(int accepted) {}

    @GetMapping("/api/v1/rejected")
    Listing<RejectedRow> list(HttpServletRequest request) {
        Query query = Query.of(request, "source", "limit", "cursor");
        return Listing.of(Cursors.checked(
                () -> monitor.intake().rejected(query.text("source"), query.text("cursor"), query.limit())));
    }

    /** The member {@code text} is the line put right; without it the masked line is tried as it is. */
    @PostMapping("/api/v1/rejected/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Retried retry(@PathVariable long id, HttpServletRequest request) throws IOException {
        Query.of(request);
        String text = Body.of(request, "text").text("text");
        RejectedRow row = monitor.intake().rejected(id).orElseThrow(() -> unknown(id));
        String line = text == null ? row.masked() : text;
        // A second click on the same button counts once; another correction is another request.
        String key = "rejected-line-" + id + "-" + Integer.toHexString(line.hashCode());
        Receipt receipt = Answers.await(monitor.submit(new Submission(row.source(), lines(line), key, null, false)));
        if (!receipt.rejected().isEmpty()) {
            throw refused(receipt.rejected().getFirst());
        }
        monitor.intake().drop(id);
        return new Retried(receipt.accepted());
    }

    private List<Line> lines(String text) {
        try {
            List<Line> lines = reader.readLines(text.getBytes(StandardCharsets.UTF_8));
            for (Line line : lines) {
                if (line instanceof RejectedLine rejected) {
                    throw refused(rejected);
                }
            }
            if (lines.isEmpty()) {
                throw Problem.of(400, "The line is empty.\nSend it put right as the member `text`.")
                        .exception();
            }
            return lines;
        } catch (BrokenBodyException broken) {
            throw Problem.of(400, broken.getMessage() + "\nSend the line put right as the member `text`.")
                    .exception();
        }
    }

    private static ProblemException refused(RejectedLine line) {
        Problem problem = Problem.of(
                400, "The line is refused again: " + line.reason() + "\nSend it put right as the member `text`.");
        return (line.field() == null ? problem : problem.with("field", line.field())).exception();
    }

    private static ProblemException unknown(long id) {
        return Problem.of(404, "Rejected line (" + id + ") is not kept.\nList them with GET /api/v1/rejected.")
                .exception();
    }
}
