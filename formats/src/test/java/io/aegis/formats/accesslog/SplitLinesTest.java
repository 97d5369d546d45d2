package io.aegis.formats.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.RejectedLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SplitLinesTest {

    private static final String OUT = "2025-11-30T13:45:00.123456Z stdout ";
    private static final String ERR = "2025-11-30T13:45:00.123456+00:00 stderr ";
    private static final String LINE = "10.0.0.7 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 1";
    private static final String JSON =
            "{\"time\":\"2026-11-22T10:25:15Z\",\"ip\":\"10.0.0.8\",\"method\":\"GET\",\"path\":\"/\",\"status\":200}";

    private static List<String> read(LogFormat format, String... lines) {
        LineDecoder decoder = LineDecoder.of(format, new EventReader(new Masking(new byte[16])), null);
        List<String> read = new ArrayList<>();
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            read.add(told(decoder.decode(bytes, 0, bytes.length, read.size() + 1L)));
        }
        return read;
    }

    private static String told(@Nullable Line line) {
        return switch (line) {
            case PublicEvent event -> event.customer();
            case RejectedLine wrong -> wrong.reason();
            case null, default -> "";
        };
    }

    @Test
    void shouldJoinTheLinesThatARuntimeSplit() {
        String start = LINE.substring(0, 40);
        String middle = LINE.substring(40, 50);
        String end = LINE.substring(50);
        assertThat(read(
                        LogFormat.COMBINED,
                        OUT + "P " + start,
                        OUT + "P " + middle,
                        OUT + "F " + end,
                        OUT + "F " + LINE))
                .containsExactly("", "", "10.0.0.7", "10.0.0.7");
        assertThat(read(LogFormat.JSON_LINES, OUT + "P " + JSON.substring(0, 9), OUT + "F " + JSON.substring(9)))
                .containsExactly("", "10.0.0.8");
    }

    @Test
    void shouldJoinTheTwoStreamsApart() {
        assertThat(read(
                        LogFormat.COMBINED,
                        OUT + "P " + LINE.substring(0, 40),
                        ERR + "P " + LINE.substring(0, 30),
                        OUT + "F " + LINE.substring(40),
                        ERR + "F " + LINE.substring(30)))
                .containsExactly("", "", "10.0.0.7", "10.0.0.7");
    }

    @Test
    void shouldTellWhatTheEndOfAFileCutOff() {
        LineDecoder decoder = LineDecoder.of(LogFormat.COMBINED, new EventReader(new Masking(new byte[16])), null);
        byte[] part = (OUT + "P " + LINE.substring(0, 40)).getBytes(StandardCharsets.UTF_8);
        decoder.decode(part, 0, part.length, 1);
        assertThat(decoder.end(1))
                .extracting(RejectedLine::reason)
                .containsExactly("the last part of a line that was split is missing");
    }

    @Test
    void shouldGiveUpALineWithoutEnd() {
        String[] lines = new String[22];
        java.util.Arrays.fill(lines, OUT + "P " + "x".repeat(16_384));
        lines[20] = OUT + "F x";
        lines[21] = OUT + "F " + LINE;
        assertThat(read(LogFormat.COMBINED, lines).subList(19, 22))
                .containsExactly("", "the line is longer than 262,144 bytes with its parts", "10.0.0.7");
    }

    @Test
    void shouldSkipWhatNeverBecameARequest() {
        assertThat(read(
                        LogFormat.JSON_LINES,
                        "{\"start_time\":\"2026-11-22T10:25:15Z\",\"method\":null,\"response_code\":0}"))
                .containsExactly("");
    }

    @Test
    void shouldSayWhatWasLookedFor() {
        assertThat(read(LogFormat.JSON_LINES, "{\"ip\":\"10.0.0.8\",\"method\":\"GET\",\"path\":\"/\",\"status\":200}"))
                .singleElement()
                .asString()
                .startsWith("at is missing: looked for StartUTC, msec, at, time, ")
                .contains(" more; rename its field to one of these");
    }
}
