package io.aegis.codec.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The released form of events. If this fails, files and topics written before can no longer be read the same way: add a
 * reading of the new form beside the old one, and a further golden file; never change the old one.
 */
final class EventFormatTest {

    private static byte[] golden() throws IOException {
        try (InputStream in = EventFormatTest.class.getResourceAsStream("events-v1.ndjson")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void shouldWriteTheReleasedFormByteForByte() throws IOException, BrokenBodyException {
        EventReader reader = new EventReader(new Masking("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
        List<Line> lines = reader.readLines(golden());
        EventWriter writer = new EventWriter();
        for (Line line : lines) {
            switch (line) {
                case PublicEvent event -> writer.add(event);
                case PublicTick tick -> writer.add(tick);
                case RejectedLine rejected -> throw new AssertionError(rejected.toString());
            }
        }
        assertThat(new String(writer.toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden(), StandardCharsets.UTF_8));
        assertThat(lines).hasSize(16);
    }
}
