package io.aegis.server.dashboard;

import io.aegis.engine.intervention.Evidence;
import io.aegis.server.dashboard.chart.EvidenceChart;
import io.aegis.server.dashboard.chart.Sparkline;
import io.aegis.server.dashboard.page.DesignPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.LongStream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The gallery of components, for those who change them. */
@Controller
final class DesignController {

    private static final int STEPS = 48;
    private static final int FAILS_FROM = 33;
    private static final long QUARTER_MILLIS = 15 * 60_000L;

    private final Frame frame;
    private final Pages pages;

    DesignController(Frame frame, Pages pages) {
        this.frame = frame;
        this.pages = pages;
    }

    @GetMapping("/design")
    View design(HttpServletRequest request) {
        List<Long> calls =
                LongStream.range(0, STEPS).map(i -> 80 + (i * 37) % 41).boxed().toList();
        List<Long> errors = LongStream.range(0, STEPS)
                .map(i -> i < FAILS_FROM ? i % 3 : 14 + (i * 7) % 9)
                .boxed()
                .toList();
        return pages.view(
                "page/design",
                new DesignPage(
                        frame.around("Design", null, request),
                        Sparkline.line(calls.subList(0, 14)),
                        Sparkline.shares(calls.subList(26, 46), errors.subList(26, 46)),
                        EvidenceChart.of(
                                new EvidenceChart.Series(0, QUARTER_MILLIS, calls, errors),
                                0.10,
                                36 * QUARTER_MILLIS,
                                32 * QUARTER_MILLIS),
                        List.of(
                                new Evidence.Failing("POST", "/v1/orders", 422, 61),
                                new Evidence.Failing("GET", "/v1/orders/{id}", 503, 12))));
    }
}
