package io.aegis.server.api;

import io.aegis.engine.rule.RuleSet;
import io.aegis.server.backtest.Backtest;
import io.aegis.server.backtest.BacktestResult;
import io.aegis.server.http.Problem;
import io.aegis.server.processing.Monitor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tries rules on the stored history. One at a time: it takes a core and the memory of two engines. */
@RestController
final class BacktestController {

    private final Monitor monitor;
    private final Semaphore free = new Semaphore(1);

    BacktestController(Monitor monitor) {
        this.monitor = monitor;
    }

    @PostMapping("/api/v1/rules/backtest")
    BacktestResult backtest(HttpServletRequest request) throws IOException {
        String yaml = RuleBody.yaml(request);
        Query query = Query.of(request, "from", "to");
        Instant from = query.instant("from");
        Instant to = query.instant("to");
        if (from != null && to != null && to.isBefore(from)) {
            throw Problem.of(400, "Parameter (to) lies before (from).\nExchange them.")
                    .with("field", "to")
                    .exception();
        }
        RuleSet rules = RuleBody.rules(yaml, "These rules cannot be tried");
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
}
