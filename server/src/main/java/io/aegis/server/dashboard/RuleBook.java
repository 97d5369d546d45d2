package io.aegis.server.dashboard;

import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.processing.Monitor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The rules in force, read anew when they are replaced. */
@Component
final class RuleBook {

    private static final Pattern ERROR_THRESHOLD = Pattern.compile("\\berror_rate(?:_\\w+)?\\s*>=?\\s*([0-9.]+)");

    private final Monitor monitor;
    private volatile Reading reading = new Reading("", new RuleSet(List.of(), List.of()));

    RuleBook(Monitor monitor) {
        this.monitor = monitor;
    }

    private record Reading(String yaml, RuleSet rules) {}

    RuleSet inForce() {
        String yaml = monitor.rulesYaml();
        Reading known = reading;
        if (!known.yaml().equals(yaml)) {
            known = new Reading(yaml, RuleFile.read(yaml));
            reading = known;
        }
        return known.rules();
    }

    /** Those that people see. */
    List<Rule> shown() {
        return inForce().rules().stream()
                .filter(rule -> rule.mode() == Rule.Mode.ON)
                .toList();
    }

    /** What people call a rule, also one that is in force no more. */
    String title(String ruleId) {
        return inForce().rules().stream()
                .filter(rule -> rule.id().equals(ruleId))
                .findFirst()
                .map(Rule::title)
                .orElseGet(() -> Wording.label(ruleId));
    }

    /** The share of errors above which a rule opens, NaN for a rule about something else. */
    double errorThreshold(String ruleId) {
        Optional<Rule> rule = inForce().rules().stream()
                .filter(candidate -> candidate.id().equals(ruleId))
                .findFirst();
        Matcher matcher = ERROR_THRESHOLD.matcher(rule.map(Rule::when).orElse(""));
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
    }
}
