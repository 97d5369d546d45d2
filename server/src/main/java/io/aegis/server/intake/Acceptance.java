package io.aegis.server.intake;

import io.aegis.server.http.Answers;
import io.aegis.server.http.Problem;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;

/** Hands what a door has decoded to the monitor and waits until it is durable. Shared by all HTTP doors. */
public final class Acceptance {

    private final Monitor monitor;
    private final SourceFigures figures;
    private final InstantSource clock;
    private final Counter accepted;
    private final Counter rejected;

    public Acceptance(Monitor monitor, MeterRegistry registry, SourceFigures figures, InstantSource clock) {
        this.monitor = monitor;
        this.figures = figures;
        this.clock = clock;
        this.accepted = lines(registry, "accepted");
        this.rejected = lines(registry, "rejected");
    }

    private static Counter lines(MeterRegistry registry, String outcome) {
        return Counter.builder("aegis.intake.lines")
                .description("Lines that came in by HTTP, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    /**
     * Waits until what is accepted is durable.
     *
     * @throws io.aegis.server.http.ProblemException 422, 403, 429 or 503 if nothing was taken
     */
    public Receipt take(Submission submission) {
        Receipt receipt = Answers.await(monitor.submit(submission));
        accepted.increment(receipt.accepted());
        rejected.increment(receipt.rejected().size());
        figures.note(submission, receipt, clock.millis());
        return receipt;
    }

    /** Remembers that a body held records, but nothing in them that tells of a call. */
    public void vain(String source, long records, String sample) {
        figures.vain(source, records, sample);
    }

    /** Remembers what records are like of which none names a customer. */
    public void nobodys(String source, String sample) {
        figures.nobodys(source, sample);
    }

    /** Remembers that nothing of a posted body was taken, for whoever looks at its source. */
    public void refused(HttpServletRequest request, String source, Problem problem) {
        if (request.getMethod().equals("POST")) {
            figures.refused(source, problem.status(), problem.detail(), clock.millis());
        }
    }
}
