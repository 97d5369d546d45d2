package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.dashboard.page.Money;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MoneyTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "1200     | USD  | $1,200",
                "1234.5   | EUR  | €1,234.50",
                "1234.5   | JPY  | ¥1,234",
                "0.5      | GBP  | £0.50",
                "1234.567 | KWD  | KWD 1,234.567",
                "12.5     | none | 12.50",
                "12.5     | QQQ  | QQQ 12.50",
            })
    void shouldWriteAnAmountAsItsCurrencyIsWritten(double amount, @Nullable String currency, String written) {
        // Between a code and its number stands a space that does not break.
        assertThat(Money.of(amount, currency).replace('\u00a0', ' ')).isEqualTo(written);
    }

    @Test
    void shouldKnowAmountsOfSeveralCurrencies() {
        Money.Amount dollars = new Money.Amount(9_000.0, "USD");
        assertThat(Money.mixed(Stream.of(dollars, new Money.Amount(150_000.0, "JPY"))))
                .isTrue();
        assertThat(Money.mixed(Stream.of(dollars, new Money.Amount(12.5, null))))
                .isTrue();
        assertThat(Money.mixed(Stream.of(dollars, new Money.Amount(99.0, "USD"))))
                .isFalse();
        assertThat(Money.mixed(Stream.of(dollars, new Money.Amount(null, null), new Money.Amount(0.0, "EUR"))))
                .isFalse();
    }
}
