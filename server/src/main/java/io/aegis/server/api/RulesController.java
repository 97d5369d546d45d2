package io.aegis.server.api;

import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import io.aegis.server.http.Answers;
import io.aegis.server.http.ProblemException;
import io.aegis.server.processing.Monitor;
import io.aegis.server.security.Principal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules in force and replacing them. A wrong file never replaces a right one. */
@RestController
final class RulesController {

    private static final Logger LOG = LoggerFactory.getLogger(RulesController.class);

    private final Monitor monitor;
    private final Counter refused;

    RulesController(Monitor monitor, MeterRegistry metrics) {
        this.monitor = monitor;
        this.refused = metrics.counter("aegis.rules.refused");
    }

    /** As JSON; as the file itself where {@code Accept} asks for YAML. */
    @GetMapping("/api/v1/rules")
    ResponseEntity<?> rules(HttpServletRequest request) {
        Query.of(request);
        String yaml = monitor.rulesYaml();
        String accept = request.getHeader("Accept");
        if (accept != null && accept.toLowerCase(Locale.ROOT).contains("yaml")) {
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType("application/yaml"))
                    .body(yaml.getBytes(StandardCharsets.UTF_8));
        }
        return ResponseEntity.ok(InForce.of(yaml, RuleFile.read(yaml)));
    }

    @PutMapping("/api/v1/rules")
    InForce replace(HttpServletRequest request) throws IOException {
        String yaml = RuleBody.yaml(request);
        Query.of(request);
        String by = Principal.of(request).name();
        RuleSet rules = checked(yaml, by);
        Answers.await(monitor.replaceRules(rules, yaml, by));
        LOG.info("{} rules put in force by {}", rules.rules().size(), by);
        return InForce.of(yaml, rules);
    }

    private RuleSet checked(String yaml, String by) {
        try {
            return RuleBody.rules(yaml, "The rules were not replaced");
        } catch (ProblemException wrong) {
            refused.increment();
            LOG.warn(
                    "a rule file of {} was refused, those in force stay: {}",
                    by,
                    wrong.problem().detail().replace('\n', ' '));
            throw wrong;
        }
    }

    /**
     * What stands.
     *
     * @param yaml the file as it was written
     */
    record InForce(List<Entry> rules, String yaml) {
        static InForce of(String yaml, RuleSet rules) {
            return new InForce(rules.rules().stream().map(Entry::of).toList(), yaml);
        }
    }

    /** @param clearWhen null: the negation of {@code when} */
    record Entry(
            String id,
            String title,
            String priority,
            String mode,
            String when,
            @Nullable String clearWhen,
            List<String> inhibits) {
        static Entry of(Rule rule) {
            return new Entry(
                    rule.id(),
                    rule.title(),
                    rule.priority().id(),
                    rule.mode().name().toLowerCase(Locale.ROOT),
                    rule.when(),
                    rule.clearWhen(),
                    rule.inhibits());
        }
    }
}
