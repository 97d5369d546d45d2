package io.aegis.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ConvertersTest {

    @ParameterizedTest
    @CsvSource({
        "30s,PT30S",
        "24h,PT24H",
        "21d,PT504H",
        "1h30m,PT1H30M",
        "250ms,PT0.25S",
        "0,PT0S",
        "0d,PT0S",
        "1w,PT168H"
    })
    void shouldReadSpans(String text, Duration span) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-5s", "1.5h", "5 m", "1h-30m", "9999999999s"})
    void shouldRefuseWhatIsNoSpan(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-01T00:00:00Z,2025-11-01T00:00:00Z",
        "2025-11-01T02:00:00+02:00,2025-11-01T00:00:00Z",
        "2025-11-01,2025-11-01T00:00:00Z"
    })
    void shouldReadInstants(String text, Instant instant) {
        assertThat(new InstantConverter().convert(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2025-13-01", "2025-11-01T00:00:00"})
    void shouldRefuseWhatIsNoInstant(String text) {
        assertThatThrownBy(() -> new InstantConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void shouldReadAddresses() {
        assertThat(ServerAddress.parse("http://localhost:8501/")).hasToString("http://localhost:8501");
        assertThat(ServerAddress.parse("https://aegis.example/base/")).hasToString("https://aegis.example/base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8501", "ftp://host", "http://", "http://a b", "http://host?x=1"})
    void shouldRefuseWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining(text);
    }
}
