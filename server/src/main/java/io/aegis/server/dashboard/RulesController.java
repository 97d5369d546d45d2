package io.aegis.server.dashboard;

import io.aegis.engine.rule.Rule;
import io.aegis.server.dashboard.page.RulesPage;
import io.aegis.server.dashboard.page.Section;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.SortedMap;
import java.util.TreeMap;
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
        return pages.view(
                "page/rules",
                new RulesPage(
                        frame.around("Rules", Section.RULES, request, status),
                        rules.inForce().rules().stream()
                                .map(rule -> line(rule, status))
                                .toList(),
                        monitor.rulesYaml()));
    }

    private static RulesPage.Line line(Rule rule, MonitorStatus status) {
        SortedMap<String, Long> counts = status.interventions().getOrDefault(rule.id(), new TreeMap<>());
        return new RulesPage.Line(
                rule,
                counts.getOrDefault("open", 0L) + counts.getOrDefault("recovered", 0L),
                counts.getOrDefault("snoozed", 0L),
                counts.getOrDefault("held", 0L),
                counts.getOrDefault("cleared", 0L),
                counts.getOrDefault("resolved", 0L),
                counts.getOrDefault("dismissed", 0L));
    }
}
