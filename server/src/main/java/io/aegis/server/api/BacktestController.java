package io.aegis.server.api;

import io.aegis.codec.rule.RuleFile;
import io.aegis.codec.rule.RuleFileException;
import io.aegis.engine.rule.RuleSet;
import io.aegis.server.backtest.Backtest;
import io.aegis.server.backtest.BacktestResult;
import io.aegis.server.http.Problem;
import io.aegis.server.processing.Monitor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tries rules on the stored history. One at a time: it takes a core and the memory of two engines. */
@RestController
final class BacktestController {

    private static final int BYTES_MAX = 1 << 20;

    private final Monitor monitor;
    private final Semaphore free = new Semaphore(1);

    BacktestController(Monitor monitor) {
        this.monitor = monitor;
    }

    @PostMapping("/api/v1/rules/backtest")
    BacktestResult backtest(HttpServletRequest request) throws IOException {
        Query query = Query.of(request, "from", "to");
        Instant from = query.instant("from");
        Instant to = query.instant("to");
        if (from != null && to != null && to.isBefore(from)) {
            throw Problem.of(400, "Parameter (to) lies before (from).\nExchange them.")
                    .with("field", "to")
                    .exception();
        }
        RuleSet rules = rules(new String(Body.bytes(request, BYTES_MAX), StandardCharsets.UTF_8));
        if (!free.tryAcquire()) {
            throw Problem.of(429, "Another backtest is running.\nTry again when it is done.")
                    .header("Retry-After", "10")
                    .exception();
        }
        try {
            return new Backtest(rules, from, to).run(monitor.dataSource());
        } finally {
            free.release();
        }
    }

    private static RuleSet rules(String yaml) {
        try {
            return RuleFile.read(yaml);
        } catch (RuleFileException wrong) {
            throw Problem.of(400, "These rules cannot be tried:\n" + wrong.getMessage())
                    .with("problems", wrong.problems())
                    .exception();
        }
    }
}
