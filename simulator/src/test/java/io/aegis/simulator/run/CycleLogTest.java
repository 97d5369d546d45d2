package io.aegis.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class CycleLogTest {

    private long nowMillis;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    /** The wall's time as the test says. */
    private final class Told extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(nowMillis);
        }
    }

    @Test
    void shouldTellHowFarALongHistoryIsEveryTenSeconds() {
        CycleLog log = new CycleLog(new PrintStream(text, true, StandardCharsets.UTF_8), new Told());
        log.historyBegins("21 days");
        for (int percent = 1; percent <= 100; percent++) {
            nowMillis += 250;
            log.history(percent, 100, percent * 1_000L);
        }
        assertThat(text.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(".*INFO - ", "")))
                .containsExactly(
                        "📚 Sending 21 days of history",
                        "📚 History: 40 % sent, 40000 events",
                        "📚 History: 80 % sent, 80000 events");
    }
}
