package io.aegis.codec.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aegis.engine.rule.Priority;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.Rule.Action;
import io.aegis.engine.rule.Rule.Mode;
import io.aegis.engine.rule.Rule.Variant;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.rule.RuleSet.ExpectedStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RuleFileTest {

    private static final long HOUR_MILLIS = 3_600_000;

    private static List<String> problemsOf(String yaml) {
        RuleFileException problems = catchThrowableOfType(RuleFileException.class, () -> RuleFile.read(yaml));
        assertThat(problems).as(yaml).isNotNull();
        return problems.problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
                .toList();
    }

    @Test
    void shouldFillInTheDefaults() {
        Rule rule = RuleFile.read("rules: [{id: too_slow, when: p95_latency_ms > 500}]")
                .rules()
                .getFirst();
        assertThat(rule)
                .isEqualTo(new Rule(
                        "too_slow",
                        "Too Slow",
                        Priority.MEDIUM,
                        "p95_latency_ms > 500",
                        null,
                        0,
                        0,
                        24 * HOUR_MILLIS,
                        Rule.NEVER,
                        HOUR_MILLIS,
                        List.of(),
                        null,
                        List.of(),
                        Mode.ON,
                        true,
                        false,
                        0,
                        List.of()));
    }

    @Test
    void shouldReadEveryField() {
        RuleSet rules = RuleFile.read("""
                rules:
                  - id: first
                    title: "First: the best"
                    priority: critical
                    when: error_rate > 0.1
                    clear_when: error_rate < 0.05
                    for: 90s
                    keep_open_for: 1h30m
                    unknown_clear_after: never
                    settle_after: 28d
                    cooldown: 0s
                    inhibits: [second]
                    fleet: false
                    overrides:
                      - if: "'batch' in tags"
                        when: error_rate > 0.3
                      - {if: tier == 'trial', clear_when: error_rate < 0.01}
                    mode: shadow
                    auto_clear: false
                    approval: auto
                    holdout: 12.5%
                    actions: [{type: email, template: hello}, {type: ticket}]
                  - id: second
                    when: >
                      error_rate > 0.2
                      && tier == 'pro'
                expected: [{route: /v1/exists/*, status: 404}]
                """);
        assertThat(rules.expected()).containsExactly(new ExpectedStatus("/v1/exists/*", 404));
        assertThat(rules.rules().get(1).when()).isEqualTo("error_rate > 0.2 && tier == 'pro'");
        assertThat(rules.rules().getFirst())
                .isEqualTo(new Rule(
                        "first",
                        "First: the best",
                        Priority.CRITICAL,
                        "error_rate > 0.1",
                        "error_rate < 0.05",
                        90_000,
                        HOUR_MILLIS * 3 / 2,
                        Rule.NEVER,
                        28 * 24 * HOUR_MILLIS,
                        0,
                        List.of("second"),
                        false,
                        List.of(
                                new Variant("'batch' in tags", "error_rate > 0.3", null),
                                new Variant("tier == 'trial'", null, "error_rate < 0.01")),
                        Mode.SHADOW,
                        false,
                        true,
                        0.125,
                        List.of(new Action("email", "hello"), new Action("ticket", null))));
    }

    @Test
    void shouldTellEveryProblemAtItsLineAndColumn() {
        assertThat(problemsOf("""
                rules:
                  - id: Error-Debugging
                    priority: urgent
                    when: eror_rate > 0.1 && tier == 'premium'
                    clearwhen: error_rate < 0.05
                    for: 5 minutes
                    fleet: maybe
                    holdout: 0.05
                    inhibits: [nobody]
                    overrides: [{when: errors > 1}]
                    actions: [{type: mail}]
                  - id: error_debugging
                    holdout: 5%
                    when: 'error_rate >
                      0.1 && cals_1h > 2'
                  - id: error_debugging
                    when: |
                      error_rate > 0.1
                        && tier in ['pro', 'enterprize']
                    mode: on
                    mode: off
                expcted: []
                """))
                .satisfiesExactly(
                        at("2:9 the id 'Error-Debugging' must start with a lower-case letter"),
                        at("3:15 priority is low, medium, high, critical, not urgent"),
                        at("4:11 there is no signal eror_rate; did you mean error_rate?"),
                        at("4:35 it is never 'premium'"),
                        at("5:5 a rule has no field clearwhen; did you mean clear_when?"),
                        at("6:10 for: '5 minutes' is no length of time; write 30s, 5m, 24h or 28d"),
                        at("7:12 fleet is true or false, not maybe"),
                        at("8:14 holdout is a share from 0% to 100%, not 0.05; write 5%"),
                        at("9:16 there is no rule nobody to hold back"),
                        at("10:17 an override needs the field if"),
                        at("11:22 action"),
                        at("13:14 holdout is refused for error_debugging"),
                        at("15:14 there is no signal cals_1h; did you mean calls_1h?"),
                        at("16:5 there is already a rule error_debugging"),
                        at("19:17 it is never 'enterprize'"),
                        at("21:5 the field mode stands twice"),
                        at("22:1 a rule file has no field expcted; did you mean expected?"));
    }

    private static org.assertj.core.api.ThrowingConsumer<String> at(String start) {
        return problem -> {
            if (start.startsWith("11:22")) {
                assertThat(problem)
                        .startsWith("11:22 type is email, notify, ticket, webhook, not mail; did you mean email?");
            } else {
                assertThat(problem).startsWith(start);
            }
        };
    }

    @Test
    void shouldRefuseRulesThatHoldEachOtherBack() {
        assertThat(problemsOf("""
                rules:
                  - {id: a, when: errors > 1, inhibits: [b]}
                  - {id: b, when: errors > 2, inhibits: [c]}
                  - {id: c, when: errors > 3, inhibits: [a]}
                  - {id: d, when: errors > 3, inhibits: [d]}
                """))
                .containsExactly(
                        "2:42 a and b would hold each other back",
                        "3:42 b and c would hold each other back",
                        "4:42 c and a would hold each other back",
                        "5:42 a rule cannot hold itself back");
    }

    @Test
    void shouldRefuseWhatIsNoRuleFile() {
        assertThat(problemsOf("")).containsExactly("1:1 the file is empty; it starts with rules:");
        assertThat(problemsOf("# only a comment\n")).containsExactly("1:1 the file is empty; it starts with rules:");
        assertThat(problemsOf("hello")).singleElement().asString().startsWith("1:1 a rule file is written as fields");
        assertThat(problemsOf("rules: 3")).containsExactly("1:8 rules must be a list (- …)");
        assertThat(problemsOf("rules:\n  - id: a\n   when: b\n"))
                .singleElement()
                .asString()
                .startsWith("3:4 this is no YAML");
        assertThat(problemsOf("rules: [\u0000]")).singleElement().asString().contains("this is no YAML");
        assertThat(problemsOf("rules: []\n---\nrules: []\n"))
                .singleElement()
                .asString()
                .contains("this is no YAML");
    }

    @Test
    void shouldExplainTheUsualSlipsOfConditionsInYaml() {
        assertThat(problemsOf("rules:\n  - id: a\n    when: 'batch' in tags\n"))
                .singleElement()
                .asString()
                .startsWith("3:19 this is no YAML")
                .contains("put all of it into quotes");
        assertThat(problemsOf("rules:\n  - id: a\n    when: !error_surge\n"))
                .containsExactly("3:11 when begins with !, which is a tag in YAML; put it into quotes");
    }

    @Test
    void shouldRefuseWhatWouldGrowWithoutBound() {
        assertThat(problemsOf("[".repeat(5_000))).singleElement().asString().contains("nested deeper than 16 levels");
        assertThat(problemsOf("rules: &a [" + "*a, ".repeat(100) + "]"))
                .singleElement()
                .asString()
                .contains("aliases");
        assertThat(problemsOf("#".repeat(YamlText.CODE_POINTS_MAX + 1)))
                .singleElement()
                .asString()
                .contains("longer than");
        assertThat(problemsOf("rules: &a\n  - id: x\n    when: errors > 1\n    actions: *a\n"))
                .isNotEmpty();
        assertThat(problemsOf("rules:" + "\n  - {id: a, when: errors > 1}".repeat(201)))
                .singleElement()
                .asString()
                .contains("at most 200");
    }

    @Test
    void shouldReadBackWhatItWrites() {
        assertThat(RuleFile.read(RuleFile.write(RuleFile.shipped()))).isEqualTo(RuleFile.shipped());
        assertThat(RuleFile.read(RuleFile.write(new RuleSet(List.of(), List.of()))))
                .isEqualTo(new RuleSet(List.of(), List.of()));
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            RuleSet rules = anyRules(random);
            assertThat(RuleFile.read(RuleFile.write(rules))).isEqualTo(rules);
        }
    }

    private static RuleSet anyRules(Random random) {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            rules.add(new Rule(
                    "rule_" + i,
                    List.of("Rule " + i, "a \"quoted\": \\ title", "ünïcode 📞 #", "- x")
                            .get(random.nextInt(4)),
                    List.of(Priority.values()).get(random.nextInt(4)),
                    "reported.x == '\"a\\\\b' && errors > " + random.nextInt(100),
                    random.nextBoolean() ? null : "errors <\n\t1",
                    random.nextInt(1_000_000_000),
                    random.nextInt(1_000) * 60_000L,
                    random.nextBoolean() ? Rule.NEVER : random.nextInt(100) * HOUR_MILLIS,
                    random.nextBoolean() ? Rule.NEVER : 28 * 24 * HOUR_MILLIS,
                    random.nextInt(400) * 24L * HOUR_MILLIS,
                    i == 0 ? List.of() : List.of("rule_" + (i - 1)),
                    random.nextBoolean() ? null : (Boolean) random.nextBoolean(),
                    random.nextBoolean() ? List.of() : List.of(new Variant("tier == 'pro'", "errors > 2", null)),
                    List.of(Mode.values()).get(random.nextInt(3)),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(1_001) / 1_000.0,
                    random.nextBoolean()
                            ? List.of()
                            : List.of(new Action("webhook", "a: b"), new Action("notify", null))));
        }
        return new RuleSet(rules, random.nextBoolean() ? List.of() : List.of(new ExpectedStatus("/a/*", 404)));
    }

    @Test
    void shouldShipElevenRulesOfWhichTheMissionsComeFirst() {
        assertThat(RuleFile.shipped().rules())
                .extracting(Rule::id)
                .containsExactly(
                        "error_debugging",
                        "onboarding_check_in",
                        "retention_outreach",
                        "upsell_suggestion",
                        "gone_quiet",
                        "throttled",
                        "quota_nearly_used",
                        "payment_failed",
                        "trial_ending",
                        "trial_stalled",
                        "latency_regression");
        assertThat(RuleFile.shipped().rules())
                .allSatisfy(rule -> assertThat(rule.mode()).isEqualTo(Mode.ON));
    }
}
