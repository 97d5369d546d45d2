package io.aegis.engine.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AmountsTest {

    @Test
    void shouldTellOneAsOne() {
        assertThat(Amounts.count(1, "failed payment")).isEqualTo("1 failed payment");
        assertThat(Amounts.count(0, "call")).isEqualTo("0 calls");
        assertThat(Amounts.count(1_234, "call")).isEqualTo("1,234 calls");
        assertThat(Amounts.hours(1.9)).isEqualTo("1 hour");
        assertThat(Amounts.hours(73)).isEqualTo("3 days");
    }

    @Test
    void shouldLeaveOutADigitThatSaysNothing() {
        assertThat(Amounts.days(3)).isEqualTo("3 days");
        assertThat(Amounts.days(0.98)).isEqualTo("1 day");
        assertThat(Amounts.days(2.46)).isEqualTo("2.5 days");
        assertThat(Amounts.days(Double.NaN)).isEqualTo("an unknown number of days");
        assertThat(Amounts.decimal(150_000)).isEqualTo("150,000");
    }

    @Test
    void shouldRoundToAllOnlyWhatTheWordsWouldRound() {
        assertThat(Amounts.shareOf(0.9995, "10,000 calls")).isEqualTo("All of 10,000 calls");
        assertThat(Amounts.shareOf(0.9994, "10,000 calls")).isEqualTo("99.9% of 10,000 calls");
        assertThat(Amounts.percent(Double.NaN)).isEqualTo("an unknown share");
    }
}
