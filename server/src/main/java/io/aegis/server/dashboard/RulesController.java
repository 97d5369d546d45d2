package io.aegis.server.dashboard;

import io.aegis.engine.rule.Rule;
import io.aegis.server.dashboard.page.RulesPage;
import io.aegis.server.dashboard.page.Section;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The rules in force, to read, with what each has brought. */
@Controller
final class RulesController {

    private final Monitor monitor;
    private final RuleBook rules;
    private final Frame frame;
    private final Pages pages;

    RulesController(Monitor monitor, RuleBook rules, Frame frame, Pages pages) {
        this.monitor = monitor;
        this.rules = rules;
        this.frame = frame;
        this.pages = pages;
    }

    @GetMapping("/rules")
    View rules(HttpServletRequest request) {
        MonitorStatus status = monitor.status();
        Map<String, Long> wrong = monitor.interventions().falseAlarms();
        return pages.view(
                "page/rules",
                new RulesPage(
                        frame.around("Rules", Section.RULES, request, status),
                        rules.inForce().rules().stream()
                                .map(rule -> line(rule, status, wrong.getOrDefault(rule.id(), 0L)))
                                .toList(),
                        monitor.rulesYaml()));
    }

    private static RulesPage.Line line(Rule rule, MonitorStatus status, long wrong) {
        ToLongFunction<String> count = which -> status.interventions(rule.id(), which, false);
        return new RulesPage.Line(
                rule,
                count.applyAsLong("open") + count.applyAsLong("recovered"),
                count.applyAsLong("snoozed"),
                count.applyAsLong("held"),
                count.applyAsLong("cleared"),
                count.applyAsLong("resolved"),
                count.applyAsLong("dismissed"),
                wrong);
    }
}
