package io.aegis.codec.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema says what the reader does, as far as a schema can. */
final class RuleSchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(RuleFile.schemaText());

    private static boolean accepts(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
    }

    @Test
    void shouldAcceptTheShippedPack() {
        assertThat(SCHEMA.validate(RuleFile.shippedText(), InputFormat.YAML)).isEmpty();
        assertThat(SCHEMA.validate(RuleFile.write(RuleFile.shipped()), InputFormat.YAML))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules: [{id: a, when: errors > 1, for: 1h30m, unknown_clear_after: never, holdout: 5%}]",
                "rules: [{id: a, when: errors > 1, clear_when: false, mode: off, fleet: true}]",
                "rules: []\nexpected: [{route: /a/*, status: 404}]",
                "rules: [{id: error_debugging, when: errors > 1, holdout: 0%}]",
                "rules: [{id: a, when: errors > 1, holdout: 100.0%}]",
                "rules: [{id: a, when: errors > 1, fleet: true, title: '12', actions: [{type: email, template: '5'}]}]",
            })
    void shouldAcceptWhatTheReaderAccepts(String yaml) {
        RuleFile.read(yaml);
        assertThat(accepts(yaml)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rule: []",
                "rules: {}",
                "rules: [{id: a}]",
                "rules: [{when: errors > 1}]",
                "rules: [{id: A, when: errors > 1}]",
                "rules: [{id: a, when: errors > 1, clearwhen: errors < 1}]",
                "rules: [{id: a, when: errors > 1, priority: urgent}]",
                "rules: [{id: a, when: errors > 1, for: 5 minutes}]",
                "rules: [{id: a, when: errors > 1, for: ''}]",
                "rules: [{id: a, when: errors > 1, cooldown: never}]",
                "rules: [{id: a, when: errors > 1, holdout: 0.05}]",
                "rules: [{id: a, when: errors > 1, holdout: 150%}]",
                "rules: [{id: a, when: errors > 1, holdout: 005%}]",
                "rules: [{id: true, when: errors > 1}]",
                "rules: [{id: a, when: errors > 1, title: 12}]",
                "rules: [{id: a, when: errors > 1, title: '  '}]",
                "rules: [{id: a, when: errors > 1, fleet: 'true'}]",
                "rules: [{id: a, when: errors > 1, actions: [{type: email, template: 5}]}]",
                "rules: [{id: a, when: errors > 1, inhibits: ['']}]",
                "rules: []\nexpected: [{route: /a, status: '404'}]",
                "rules: [{id: payment_failed, when: errors > 1, holdout: 5%}]",
                "rules: [{id: a, when: errors > 1, mode: dark}]",
                "rules: [{id: a, when: errors > 1, fleet: maybe}]",
                "rules: [{id: a, when: errors > 1, overrides: [{if: tier == 'pro'}]}]",
                "rules: [{id: a, when: errors > 1, overrides: [{when: errors > 2}]}]",
                "rules: [{id: a, when: errors > 1, actions: [{type: mail}]}]",
                "rules: [{id: a, when: errors > 1, actions: [email]}]",
                "rules: []\nexpected: [{route: a, status: 404}]",
                "rules: []\nexpected: [{route: /a, status: 99}]",
            })
    void shouldRefuseWhatTheReaderRefuses(String yaml) {
        assertThat(catchProblems(yaml)).isNotEmpty();
        assertThat(accepts(yaml)).isFalse();
    }

    /** JSON Schema counts characters, not halves of them. */
    @Test
    void shouldCountTheTitlesCharactersAlike() {
        for (int characters : new int[] {120, 121}) {
            String yaml = "rules: [{id: a, when: errors > 1, title: '" + "\uD83D\uDE00".repeat(characters) + "'}]";
            assertThat(accepts(yaml)).isEqualTo(characters == 120);
            assertThat(catchProblems(yaml).isEmpty()).isEqualTo(characters == 120);
        }
    }

    private static List<RuleFileException.Problem> catchProblems(String yaml) {
        try {
            RuleFile.read(yaml);
            return List.of();
        } catch (RuleFileException e) {
            return e.problems();
        }
    }

    @Test
    void shouldNameTheSameFieldsAsTheReader() {
        JsonNode root = JsonMapper.shared().readTree(RuleFile.schemaText());
        assertThat(root.get("properties").propertyNames()).containsExactlyElementsOf(RuleSetReader.FIELDS);
        JsonNode definitions = root.get("$defs");
        assertThat(definitions.get("rule").get("properties").propertyNames())
                .containsExactlyElementsOf(RuleReader.FIELDS);
        assertThat(definitions.get("override").get("properties").propertyNames())
                .containsExactlyElementsOf(RuleReader.OVERRIDE_FIELDS);
        assertThat(definitions.get("action").get("properties").propertyNames())
                .containsExactlyElementsOf(RuleReader.ACTION_FIELDS);
        assertThat(definitions.get("expected").get("properties").propertyNames())
                .containsExactlyElementsOf(RuleSetReader.EXPECTED_FIELDS);
    }

    @Test
    void shouldBePublishedAsItIs() throws Exception {
        Path published = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(directory -> directory != null)
                .map(directory -> directory.resolve("docs/rules.schema.json"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/rules.schema.json is missing; copy the resource there"));
        assertThat(Files.readString(published)).isEqualTo(RuleFile.schemaText());
    }
}
