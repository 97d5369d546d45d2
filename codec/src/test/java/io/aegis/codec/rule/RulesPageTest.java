package io.aegis.codec.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.rule.Rule;
import io.aegis.engine.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/rules.md}: its examples run, and it names every field, signal and shipped rule. */
final class RulesPageTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    private static String page() throws IOException {
        Path page = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(directory -> directory != null)
                .map(directory -> directory.resolve("docs/rules.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/rules.md is missing"));
        return Files.readString(page);
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void shouldRunItsExamples() throws Exception {
        List<String> examples = found(YAML, page());
        assertThat(examples).hasSize(2);
        assertThat(RuleFile.read(examples.get(0)).rules()).hasSize(2);
        RuleTests tests = RuleTests.read(examples.get(1), path -> {
            assertThat(path).isEqualTo("rules.yaml");
            return RuleFile.shippedText();
        });
        assertThat(tests.size()).isEqualTo(1);
        assertThat(tests.run())
                .allSatisfy(result -> assertThat(result.differences()).isEmpty());
    }

    @Test
    void shouldNameEveryFieldSignalAndRule() throws Exception {
        List<String> named = found(CODE, page());
        assertThat(named).containsAll(RuleReader.FIELDS);
        assertThat(named)
                .containsAll(Arrays.stream(Signal.values()).map(Signal::id).toList());
        assertThat(named)
                .containsAll(RuleFile.shipped().rules().stream().map(Rule::id).toList());
    }
}
