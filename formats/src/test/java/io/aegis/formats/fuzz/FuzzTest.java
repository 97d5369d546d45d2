package io.aegis.formats.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.aegis.codec.event.BrokenBodyException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FuzzTest {

    /** The parsers beneath the decoders too: a fuzzer that is blind to them seldom gets past a first brace. */
    private static final List<String> INSTRUMENTED =
            List.of("io.aegis.**", "com.google.protobuf.**", "io.opentelemetry.proto.**", "tools.jackson.**");

    private static final int MUTANTS = 3_000;
    private static final long JAZZER_SECONDS = Long.getLong("aegis.fuzz.seconds", 1_800);

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(Decoder.class)
    void shouldTakeItsSeed(Decoder decoder) {
        assertThatCode(() -> decoder.decode(decoder.seed())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Decoder.class)
    void shouldTakeOrRefuseMutants(Decoder decoder) {
        Random random = new Random(decoder.ordinal());
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(decoder.seed(), random);
            try {
                decoder.decode(mutant);
            } catch (BrokenBodyException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    private static byte[] mutant(byte[] seed, Random random) {
        byte[] bytes = seed;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = spliced(bytes, at, Arrays.copyOfRange(bytes, at, at + length));
                case 3 -> bytes = spliced(bytes, at, "null".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                default -> Arrays.fill(bytes, at, at + length, bytes[random.nextInt(bytes.length)]);
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        System.arraycopy(more, 0, longer, at, more.length);
        return longer;
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(Decoder.class)
    void shouldSurviveJazzer(Decoder decoder) throws IOException, InterruptedException {
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        Files.write(corpus.resolve("seed"), decoder.seed());
        File log = directory.resolve("jazzer.log").toFile();
        Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + JazzerTarget.class.getName(),
                        "--target_args=" + decoder.name(),
                        "--instrumentation_includes=" + String.join(File.pathSeparator, INSTRUMENTED),
                        "-max_total_time=" + JAZZER_SECONDS,
                        "-rss_limit_mb=3000",
                        "-timeout=60",
                        corpus.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(jazzer.waitFor(JAZZER_SECONDS + 300, TimeUnit.SECONDS)).isTrue();
        assertThat(jazzer.exitValue()).as(Files.readString(log.toPath())).isZero();
    }
}
