package io.aegis.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionProblemsTest {

    private static RuleException problemsOf(String source) {
        return catchThrowableOfType(RuleException.class, () -> Condition.compile("a_rule", "when", source));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
                    # condition                          ¦ column ¦ message holds
                    eror_rate > 0.1                      ¦ 1      ¦ there is no signal eror_rate; did you mean error_rate?
                    tier == 'pro' && cals_1h > 1         ¦ 18     ¦ did you mean calls_1h?
                    zzzzzzzzzz > 1                       ¦ 1      ¦ there is no signal zzzzzzzzzz
                    error.rate > 1                       ¦ 1      ¦ there is no signal error.rate; did you mean error_rate?
                    error_rate > 'high'                  ¦ 12     ¦ a number cannot be compared with a text by >
                    tier > 'pro'                         ¦ 6      ¦ only numbers have an order
                    tier == 'premium'                    ¦ 6      ¦ it is one of none, trial, starter, pro, enterprise
                    tier in ['pro', 'enterprize']        ¦ 6      ¦ did you mean enterprise?
                    usage_trend == 'decline'             ¦ 13     ¦ did you mean declining?
                    error_rate                           ¦ 0      ¦ this is a number, not a condition
                    error_rate && errors > 1             ¦ 1      ¦ this must be true or false, and it is a number
                    !tier                                ¦ 2      ¦ this must be true or false, and it is a text
                    tier + 1 > 2                         ¦ 1      ¦ this must be a number, and it is a text
                    tags == 'x'                          ¦ 6      ¦ a list cannot be compared with a text
                    'x' in tier                          ¦ 5      ¦ in looks into a list
                    1 in tags                            ¦ 1      ¦ this must be a text, and it is a number
                    errors in [1, 'x']                   ¦ 8      ¦ the list mixes numbers and texts
                    errors in [calls_1h]                 ¦ 12     ¦ a list holds numbers or texts in quotes
                    errors in []                         ¦ 8      ¦ the list is empty
                    tags.exists(t, t == 'x')             ¦ 12     ¦ exists is a loop
                    tier.startWith('x')                  ¦ 15     ¦ did you mean startsWith?
                    tier.startsWith('x', 'y')            ¦ 16     ¦ startsWith takes 1 argument
                    stage.matches('(')                   ¦ 15     ¦ the pattern cannot be read
                    stage.matches('((a{100}){100}){100}')¦ 15     ¦ the pattern is too large
                    stage.matches(tier)                  ¦ 15     ¦ the pattern must be a text in quotes
                    reported > 1                         ¦ 10     ¦ no signal without a name
                    has(error_rate)                      ¦ 4      ¦ has() asks for a reported signal
                    errors == null                       ¦ 11     ¦ null compares with nothing
                    errors >                             ¦ 9      ¦ the condition ends too early
                    errors > 1 and tier == 'pro'         ¦ 12     ¦ 'and' is written &&
                    errors > 1 AND tier == 'pro'         ¦ 12     ¦ 'AND' is written &&
                    tier == pro                          ¦ 9      ¦ there is no signal pro; a text stands in quotes: 'pro'
                    usage_trend == 'decreasing'          ¦ 13     ¦ it is never 'decreasing'; it is one of increasing, stable, declining; did you mean declining?
                    errors = 1                           ¦ 8      ¦ write == for equal
                    tier == 'pro                         ¦ 9      ¦ the quote is not closed
                    {'a': 1}                             ¦ 1      ¦ maps, messages and loops
                    """)
    void shouldNameEachProblemWithItsPlace(String source, int column, String message) {
        assertThat(problemsOf(source).problems()).as(source).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.column()).as(problem.message()).isEqualTo(column);
            assertThat(problem.rule()).isEqualTo("a_rule");
            assertThat(problem.field()).isEqualTo("when");
        });
    }

    @Test
    void shouldTellAllProblemsAtOnce() {
        assertThat(problemsOf("eror_rate > 0.1 && tier == 'premium' || cals_1h + tier > 1")
                        .problems())
                .extracting(RuleException.Problem::column)
                .containsExactly(1, 25, 41, 51);
    }

    @Test
    void shouldRefuseWhatIsTooLargeWithoutRunningOut() {
        assertThat(problemsOf("(".repeat(900) + "1" + ")".repeat(900))).hasMessageContaining("nests deeper");
        assertThat(problemsOf("!".repeat(1999) + "error_surge")).hasMessageContaining("longer than 2000");
        assertThat(problemsOf("errors>1" + "||errors>1".repeat(150))).isNotNull();
        assertThat(problemsOf("1+".repeat(900) + "1 > 1")).isNotNull();
        assertThat(problemsOf("[".repeat(1500))).isNotNull();
        assertThat(problemsOf("")).hasMessageContaining("ends too early");
    }

    @Test
    void shouldCountExchangedLettersAsOneSlip() {
        assertThat(Spelling.distance("teir", "tier")).isEqualTo(1);
        assertThat(Spelling.distance("", "tier")).isEqualTo(4);
        assertThat(Spelling.didYouMean("xyz", Reads.signalNames())).isEmpty();
    }
}
