package io.aegis.codec.rule;

import io.aegis.engine.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.nodes.Node;

/** The rule file, as documented in {@code docs/rules.md} and described by its JSON Schema. */
public final class RuleFile {

    private RuleFile() {}

    /**
     * Reads a file's text.
     *
     * @throws RuleFileException with every problem, each at its line and column
     */
    public static RuleSet read(String yaml) {
        Report report = new Report();
        Node root = YamlText.parse(yaml, report);
        report.throwIfAny();
        if (root == null) {
            throw new IllegalStateException("a text without root was not reported");
        }
        RuleSet rules = new RuleSetReader(report, yaml).read(root);
        report.throwIfAny();
        return rules;
    }

    /** The rules as a file that {@link #read} reads back as equal; what stands at its default is left out. */
    public static String write(RuleSet rules) {
        return RuleWriter.write(rules);
    }

    /** The pack that ships with the program: in force until other rules are. */
    public static RuleSet shipped() {
        return read(shippedText());
    }

    /** The shipped pack as it is written, comments included. */
    public static String shippedText() {
        return resource("rules.yaml");
    }

    /** The JSON Schema of a rule file, for editors. */
    public static String schemaText() {
        return resource("rules.schema.json");
    }

    private static String resource(String name) {
        try (InputStream in = RuleFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource (" + name + ") is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
