package io.aegis.codec.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Golden;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Rule files lie in journals, in cuts and with those who wrote them. This one says every field that there is, and the
 * shipped pack of the first release stands behind it as it was then; both have to be read for good.
 */
final class RuleFileGoldenTest {

    private static final String ADVICE = """
            Journals and people hold files that say what that file says, and they are read differently now.
            A new field has a default that leaves old files as they were; a field that means something else gets another
            name. If only a new component is in the text, write the file anew and read the difference.""";

    @Test
    void shouldReadEveryFieldAsItWasReleased() {
        RuleSet rules = RuleFile.read(
                Golden.of(RuleFileGoldenTest.class, "rules-v1.golden.yaml").text());
        String read = rules.rules().stream().map(rule -> rule + "\n").collect(Collectors.joining());
        String all = read + rules.expected() + "\n\nWritten again:\n" + RuleFile.write(rules);
        Golden.of(RuleFileGoldenTest.class, "rules-v1.read.txt").expect(all, ADVICE);
    }

    @Test
    void shouldReadBackWhatItWrites() {
        RuleSet rules = RuleFile.read(
                Golden.of(RuleFileGoldenTest.class, "rules-v1.golden.yaml").text());
        assertThat(RuleFile.read(RuleFile.write(rules))).isEqualTo(rules);
    }
}
