package io.aegis.server.api;

import io.aegis.server.http.Answers;
import io.aegis.server.processing.CheckResult;
import io.aegis.server.processing.Monitor;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Run Monitor Check. */
@RestController
final class CheckController {

    private final Monitor monitor;

    CheckController(Monitor monitor) {
        this.monitor = monitor;
    }

    @PostMapping("/api/v1/monitor/check")
    Check check(HttpServletRequest request) {
        Query.of(request);
        CheckResult result = Answers.await(monitor.check());
        return new Check(
                result.checked(),
                result.durationMillis(),
                result.open(),
                result.opened(),
                result.cleared(),
                Values.instant(result.sinceMillis()));
    }

    /**
     * What was found.
     *
     * @param since time of the check before, null at the first
     */
    record Check(
            long checked,
            double durationMs,
            long open,
            long opened,
            long cleared,
            @Nullable Instant since) {}
}
