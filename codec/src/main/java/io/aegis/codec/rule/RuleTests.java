package io.aegis.codec.rule;

import io.aegis.engine.rule.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A file of unit tests for rules: events in, expected interventions out, run through an engine in memory. */
public final class RuleTests {

    private static final List<String> FIELDS = List.of("rules", "expected", "tests");
    private static final int TESTS_MAX = 1_000;

    private final RuleSet rules;
    private final List<RuleTestCase> cases;

    private RuleTests(RuleSet rules, List<RuleTestCase> cases) {
        this.rules = rules;
        this.cases = List.copyOf(cases);
    }

    /** Finds the text of the rule file that a test file names. */
    @FunctionalInterface
    public interface RuleTexts {
        String read(String path) throws IOException;
    }

    /**
     * How one test ended.
     *
     * @param differences empty where all was as expected
     */
    public record Result(String name, List<String> differences) {
        public Result {
            differences = List.copyOf(differences);
        }

        public boolean passed() {
            return differences.isEmpty();
        }
    }

    /**
     * Reads a test file. Its {@code rules} are a path, the rules themselves, or left out for the shipped pack.
     *
     * @throws RuleFileException with every problem of the test file, or of the rules written in it
     * @throws IOException where the named rule file cannot be read
     */
    public static RuleTests read(String yaml, RuleTexts texts) throws IOException {
        Report report = new Report();
        Node root = YamlText.parse(yaml, report);
        report.throwIfAny();
        if (root == null) {
            throw new IllegalStateException("a text without root was not reported");
        }
        Fields fields = Fields.of(root, "a rule test file", FIELDS, report);
        fields.require("tests");
        RuleSet rules = rules(fields, root, yaml, report, texts);
        List<RuleTestCase> cases = new ArrayList<>();
        RuleTestReader reader = new RuleTestReader(report, rules);
        for (Node item : fields.items("tests", TESTS_MAX)) {
            cases.add(reader.read(item));
        }
        report.throwIfAny();
        return new RuleTests(rules, cases);
    }

    private static RuleSet rules(Fields fields, Node root, String yaml, Report report, RuleTexts texts)
            throws IOException {
        Node node = fields.node("rules");
        if (node == null) {
            return RuleFile.shipped();
        }
        if (node instanceof ScalarNode path) {
            return RuleFile.read(texts.read(path.getValue()));
        }
        MappingNode mapping = (MappingNode) root;
        MappingNode ruleFields = new MappingNode(
                mapping.getTag(),
                mapping.getValue().stream()
                        .filter(tuple -> !(tuple.getKeyNode() instanceof ScalarNode key)
                                || !key.getValue().equals("tests"))
                        .toList(),
                mapping.getFlowStyle());
        return new RuleSetReader(report, yaml).read(ruleFields);
    }

    public RuleSet rules() {
        return rules;
    }

    public int size() {
        return cases.size();
    }

    /** Runs all tests in the order of the file. */
    public List<Result> run() {
        return cases.stream().map(each -> new RuleTrial(rules, each).run()).toList();
    }
}
