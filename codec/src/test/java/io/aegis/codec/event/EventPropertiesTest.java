package io.aegis.codec.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.ApiCall;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The scanner of plain calls against the full decoder, times against java.time, writing against reading. */
final class EventPropertiesTest {

    private static final Masking MASKING = new Masking("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final String[] NAMES = {
        "type",
        "customer",
        "customer_id",
        "customerId",
        "at",
        "timestamp",
        "time",
        "id",
        "method",
        "route",
        "path",
        "status",
        "latency_ms",
        "latencyMs",
        "duration_ms",
        "key",
        "environment",
        "error_code",
        "unknown",
        "a",
        ""
    };
    private static final String[] VALUES = {
        "\"api_call\"",
        "\"api_calls\"",
        "\"acme\"",
        "\"\"",
        "\" \"",
        "\"a\u007f\"",
        "\"\u00e9\"",
        "\"\\u0041\"",
        "7",
        "07",
        "-1",
        "200",
        "599",
        "600",
        "99",
        "1.5",
        "2e2",
        "1764510300000",
        "1764510300",
        "1764510300.123",
        "999999999",
        "1000000000",
        "99999999999",
        "100000000000",
        "99999999999999999999",
        "null",
        "true",
        "{}",
        "[1]",
        "\"2025-11-30T13:45:00Z\"",
        "\"2025-11-30t13:45:00.123456+05:30\"",
        "\"2025-13-30T13:45:00Z\"",
        "\"GET\"",
        "\"pa tch\"",
        "\"/v1/orders/12?x=1\"",
        "\"/u/eve@example.com\"",
        "\"live\"",
        "\"test\"",
        "\"prod\"",
        "\"sk_live_4eC39HqLyjWDarjtT1zdp7dc\"",
        "\"x",
        "12a",
        "253402300800000"
    };

    @Test
    void shouldScanExactlyWhatTheFullDecoderReads() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        KeptTexts texts = new KeptTexts(MASKING, EventLimits.DEFAULT);
        ApiCallScanner scanner = new ApiCallScanner(texts);
        EventDecoder decoder = new EventDecoder(new EventOptions(MASKING), texts);
        JsonTree json = new JsonTree(EventLimits.DEFAULT);
        int scanned = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] line = line(random).getBytes(StandardCharsets.UTF_8);
            PublicEvent plain = scanner.scan(line, 0, line.length);
            if (plain != null) {
                scanned++;
                assertThat(plain)
                        .as("seed %d: %s", seed, new String(line, StandardCharsets.UTF_8))
                        .isEqualTo(full(json, decoder, line));
            }
        }
        assertThat(scanned).isGreaterThan(5_000);
    }

    private static @Nullable Line full(JsonTree json, EventDecoder decoder, byte[] line) {
        Map<String, @Nullable Object> fields = json.object(line, 0, line.length);
        return fields == null ? null : decoder.decode(fields);
    }

    /** A good call with up to three fields changed, doubled, dropped or put elsewhere, sometimes one byte damaged. */
    private static String line(Random random) {
        StringBuilder out = new StringBuilder("{");
        String[][] good = {
            {"type", "\"api_call\""}, {"customer", "\"c" + random.nextInt(50) + "\""}, {"at", "1764510300000"},
            {"method", "\"GET\""}, {"route", "\"/v1/orders\""}, {"status", "" + (100 + random.nextInt(500))}
        };
        int changes = random.nextInt(4);
        int start = random.nextInt(good.length);
        String separator = "";
        for (int i = 0; i < good.length; i++) {
            String[] field = good[(start + i) % good.length];
            boolean change = changes > 0 && random.nextInt(4) == 0;
            changes -= change ? 1 : 0;
            String name = change && random.nextBoolean() ? pick(NAMES, random) : field[0];
            String value = change ? pick(VALUES, random) : field[1];
            out.append(separator)
                    .append(space(random))
                    .append('"')
                    .append(name)
                    .append('"')
                    .append(space(random));
            out.append(':').append(space(random)).append(value).append(space(random));
            separator = ",";
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            out.append(",\"").append(pick(NAMES, random)).append("\":").append(pick(VALUES, random));
        }
        out.append('}');
        if (random.nextInt(10) == 0) {
            out.setCharAt(random.nextInt(out.length()), (char) random.nextInt(256));
        }
        return out.toString();
    }

    private static String pick(String[] all, Random random) {
        return all[random.nextInt(all.length)];
    }

    private static String space(Random random) {
        return random.nextInt(12) == 0 ? " \t" : "";
    }

    @Test
    void shouldReadAndWriteTimesAsJavaTimeDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long millis = Math.floorMod(random.nextLong(), Timestamps.LATEST);
            String text = Timestamps.format(millis);
            assertThat(Timestamps.parse(text)).isEqualTo(millis);
            assertThat(OffsetDateTime.parse(text).toInstant().toEpochMilli()).isEqualTo(millis);
            String offset = "%s%c%02d:%02d"
                    .formatted(
                            text.substring(0, 23),
                            random.nextBoolean() ? '+' : '-',
                            random.nextInt(18),
                            random.nextInt(60));
            assertThat(Timestamps.parse(offset))
                    .isEqualTo(OffsetDateTime.parse(offset).toInstant().toEpochMilli());
            StringBuilder damaged = new StringBuilder(text);
            damaged.setCharAt(random.nextInt(24), "0123456789TZ:-.+ x".charAt(random.nextInt(18)));
            long parsed = Timestamps.parse(damaged.toString());
            if (parsed != Timestamps.INVALID
                    && damaged.charAt(10) == 'T'
                    && !damaged.toString().contains(":60")) {
                assertThat(parsed).as("%s", damaged).isEqualTo(javaTime(damaged.toString()));
            }
        }
    }

    private static long javaTime(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeParseException none) {
            return Timestamps.INVALID;
        }
    }

    @Test
    void shouldTellInvalidUtf8AsJavaDoes() {
        Random random = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(24)];
            for (int k = 0; k < bytes.length; k++) {
                int kind = random.nextInt(6);
                bytes[k] = (byte) (kind == 0 ? 0xE0 + random.nextInt(32) : kind < 4 ? 0x80 + random.nextInt(96) : 'a');
            }
            boolean valid;
            try {
                StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
                valid = true;
            } catch (java.nio.charset.CharacterCodingException invalid) {
                valid = false;
            }
            assertThat(Utf8.firstInvalid(bytes, 0, bytes.length) < 0).isEqualTo(valid);
        }
    }

    @Test
    void shouldReadBackTheTextsOfTheTable() {
        Texts texts = new Texts(4, text -> text);
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String text = "x".repeat(random.nextInt(30)) + random.nextInt(200);
            byte[] bytes = ("--" + text + "--").getBytes(StandardCharsets.UTF_8);
            assertThat(texts.get(bytes, 2, bytes.length - 2)).isEqualTo(text);
        }
    }

    @Test
    void shouldWriteCallsThatReadBackEqual() throws BrokenBodyException {
        Random random = new Random(3);
        EventWriter writer = new EventWriter();
        EventReader reader = new EventReader(MASKING);
        for (int i = 0; i < 2_000; i++) {
            ApiCall call = new ApiCall(
                    random.nextBoolean() ? "GET" : "POST",
                    "/v" + random.nextInt(3) + "/\u00fc",
                    100 + random.nextInt(500),
                    random.nextInt(5) - 1 < 0 ? -1 : random.nextInt(9_999),
                    random.nextBoolean(),
                    random.nextBoolean() ? "k" + random.nextInt(9) : null,
                    random.nextBoolean() ? "e \"" + random.nextInt(9) : null);
            PublicEvent event = new PublicEvent(
                    "c\\" + i,
                    1_764_510_300_000L + random.nextInt(),
                    random.nextBoolean() ? "i" + i : null,
                    call,
                    null);
            writer.clear();
            assertThat(reader.readLines(writer.add(event).toByteArray())).containsExactly(event);
        }
    }
}
