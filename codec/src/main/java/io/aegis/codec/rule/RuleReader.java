package io.aegis.codec.rule;

import io.aegis.engine.rule.Condition;
import io.aegis.engine.rule.Priority;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.Rule.Action;
import io.aegis.engine.rule.Rule.Mode;
import io.aegis.engine.rule.Rule.Variant;
import io.aegis.engine.rule.RuleException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one rule; what is wrong is reported and stands as its default, so that reading goes on. */
final class RuleReader {

    static final List<String> FIELDS = List.of(
            "id",
            "title",
            "priority",
            "when",
            "clear_when",
            "for",
            "keep_open_for",
            "unknown_clear_after",
            "settle_after",
            "cooldown",
            "inhibits",
            "fleet",
            "overrides",
            "mode",
            "auto_clear",
            "approval",
            "holdout",
            "actions");
    static final List<String> OVERRIDE_FIELDS = List.of("if", "when", "clear_when");
    static final List<String> ACTION_FIELDS = List.of("type", "template");
    static final List<String> ACTION_TYPES = List.of("email", "notify", "ticket", "webhook");
    static final List<String> PRIORITIES =
            Arrays.stream(Priority.values()).map(Priority::id).toList();
    static final List<String> MODES = List.of("on", "shadow", "off");
    static final List<String> APPROVALS = List.of("required", "auto");
    static final long UNKNOWN_CLEAR_AFTER_MILLIS = Durations.parse("24h");
    static final long COOLDOWN_MILLIS = Durations.parse("1h");

    private static final String NEVER = "never";
    private static final List<String> NO_HOLDOUT = List.of("error_debugging", "payment_failed");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern PERCENT = Pattern.compile("(100(?:\\.0{1,6})?|\\d{1,2}(?:\\.\\d{1,6})?)\\s*%");
    private static final int INHIBITS_MAX = 50;
    private static final int OVERRIDES_MAX = 20;
    private static final int ACTIONS_MAX = 10;
    private static final int TITLE_CHARACTERS_MAX = 120;

    private final Report report;
    private final String file;

    RuleReader(Report report, String file) {
        this.report = report;
        this.file = file;
    }

    Rule read(Node node) {
        Fields fields = Fields.of(node, "a rule", FIELDS, report);
        fields.require("id");
        fields.require("when");
        String id = id(fields);
        return new Rule(
                id,
                title(fields, id),
                Priority.valueOf(fields.word("priority", "medium", PRIORITIES).toUpperCase(Locale.ROOT)),
                String.valueOf(condition(fields, id, "when")),
                condition(fields, id, "clear_when"),
                fields.millis("for", 0),
                fields.millis("keep_open_for", 0),
                millisOrNever(fields, "unknown_clear_after", UNKNOWN_CLEAR_AFTER_MILLIS),
                millisOrNever(fields, "settle_after", Rule.NEVER),
                fields.millis("cooldown", COOLDOWN_MILLIS),
                fields.scalars("inhibits", INHIBITS_MAX).stream()
                        .map(ScalarNode::getValue)
                        .toList(),
                fields.has("fleet") ? (Boolean) fields.flag("fleet", false) : null,
                overrides(fields, id),
                Mode.valueOf(fields.word("mode", "on", MODES).toUpperCase(Locale.ROOT)),
                fields.flag("auto_clear", true),
                fields.word("approval", "required", APPROVALS).equals("auto"),
                holdout(fields, id),
                actions(fields));
    }

    private String id(Fields fields) {
        ScalarNode scalar = fields.textual("id");
        if (scalar == null) {
            return "";
        }
        if (!ID.matcher(scalar.getValue()).matches()) {
            report.at(
                    scalar,
                    "the id '" + scalar.getValue()
                            + "' must start with a lower-case letter and hold only lower-case letters, digits and _ (at most 64)");
        }
        return scalar.getValue();
    }

    private String title(Fields fields, String id) {
        ScalarNode scalar = fields.textual("title");
        if (scalar == null) {
            return titleOf(id);
        }
        String title = scalar.getValue();
        if (title.isBlank() || title.codePointCount(0, title.length()) > TITLE_CHARACTERS_MAX) {
            report.at(scalar, "title holds 1 to " + TITLE_CHARACTERS_MAX + " characters");
        }
        return title.strip();
    }

    /** {@code error_debugging} as {@code Error Debugging}. */
    static String titleOf(String id) {
        StringBuilder title = new StringBuilder();
        for (String word : id.split("_")) {
            if (!word.isEmpty()) {
                title.append(title.isEmpty() ? "" : " ")
                        .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1));
            }
        }
        return title.toString();
    }

    /** The condition's text, compiled to see that it can be. */
    private @Nullable String condition(Fields fields, String rule, String name) {
        ScalarNode scalar = fields.scalar(name);
        if (scalar == null) {
            return null;
        }
        try {
            Condition.compile(rule, name, scalar.getValue());
        } catch (RuleException e) {
            for (RuleException.Problem problem : e.problems()) {
                ScalarPlace place = ScalarPlace.of(scalar, file, Math.max(0, problem.column() - 1));
                report.at(place.line(), place.column(), problem.message());
            }
        }
        return scalar.getValue().strip();
    }

    private static long millisOrNever(Fields fields, String name, long otherwise) {
        return NEVER.equals(fields.text(name)) ? Rule.NEVER : fields.millis(name, otherwise);
    }

    private double holdout(Fields fields, String id) {
        ScalarNode scalar = fields.scalar("holdout");
        if (scalar == null) {
            return 0;
        }
        var percent = PERCENT.matcher(scalar.getValue());
        if (!percent.matches()) {
            report.at(scalar, "holdout is a share from 0% to 100%, not " + scalar.getValue() + "; write 5%");
            return 0;
        }
        double share = new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue();
        if (share > 0 && NO_HOLDOUT.contains(id)) {
            report.at(scalar, "holdout is refused for " + id + ": nobody is kept without help to measure its effect");
        }
        return share;
    }

    private List<Variant> overrides(Fields fields, String rule) {
        List<Variant> variants = new ArrayList<>();
        for (Node item : fields.items("overrides", OVERRIDES_MAX)) {
            Fields override = Fields.of(item, "an override", OVERRIDE_FIELDS, report);
            override.require("if");
            if (!override.has("when") && !override.has("clear_when")) {
                report.at(item, "an override changes when, clear_when or both");
            }
            variants.add(new Variant(
                    String.valueOf(condition(override, rule, "if")),
                    condition(override, rule, "when"),
                    condition(override, rule, "clear_when")));
        }
        return variants;
    }

    private List<Action> actions(Fields fields) {
        List<Action> actions = new ArrayList<>();
        for (Node item : fields.items("actions", ACTIONS_MAX)) {
            Fields action = Fields.of(item, "an action", ACTION_FIELDS, report);
            action.require("type");
            ScalarNode template = action.textual("template");
            actions.add(new Action(
                    action.word("type", "notify", ACTION_TYPES), template == null ? null : template.getValue()));
        }
        return actions;
    }
}
