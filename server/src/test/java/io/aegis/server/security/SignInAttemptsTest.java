package io.aegis.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SignInAttemptsTest {

    private final SignInAttempts attempts = new SignInAttempts();

    private void wrong(int times, long atMillis) {
        for (int i = 0; i < times; i++) {
            attempts.wrong("10.0.0.1", atMillis);
        }
    }

    @Test
    void shouldLetNineTriesPass() {
        wrong(9, 0);
        assertThat(attempts.waitSeconds("10.0.0.1", 1)).isZero();
    }

    @Test
    void shouldMakeTheTenthWait() {
        wrong(10, 0);
        assertThat(attempts.waitSeconds("10.0.0.1", 1_000)).isEqualTo(899);
        assertThat(attempts.waitSeconds("10.0.0.2", 1_000)).isZero();
    }

    @Test
    void shouldForgetAfterAQuarterOfAnHour() {
        wrong(10, 0);
        assertThat(attempts.waitSeconds("10.0.0.1", 900_000)).isZero();
    }

    @Test
    void shouldForgetWhenOneIsRight() {
        wrong(10, 0);
        attempts.right("10.0.0.1");
        assertThat(attempts.waitSeconds("10.0.0.1", 1)).isZero();
    }
}
