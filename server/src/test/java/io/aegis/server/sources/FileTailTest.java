package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.formats.gateway.LogFormat;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.source.LogReading;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.processing.Submission;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTailTest {

    @TempDir
    Path directory = Path.of("");

    private final Ledger ledger = new Ledger();
    private final List<String> written = new ArrayList<>();
    private Path live = Path.of("");

    /** What was made durable; loses its answers, or the step with its answer, when told to. */
    private static final class Ledger implements FileTail.Steps {
        final List<String> ids = new ArrayList<>();

        @Nullable
        String progress;

        boolean loseNextAnswer;
        boolean loseNextStep;

        @Override
        public @Nullable String progress(String source) {
            return progress;
        }

        @Override
        public void begin(String source, String place) {
            progress = progress == null ? place : progress;
        }

        @Override
        public void take(Submission step) {
            if (loseNextStep) {
                loseNextStep = false;
                throw new IllegalStateException("killed before the commit");
            }
            for (Line line : step.lines()) {
                ids.add(((PublicEvent) line).customer());
            }
            progress = step.progress();
            if (loseNextAnswer) {
                loseNextAnswer = false;
                throw new IllegalStateException("killed after the commit");
            }
        }
    }

    @BeforeEach
    void name() {
        live = directory.resolve("access.log");
    }

    private FileTail tail() {
        LogReading reading = new LogReading(LogFormat.NGINX_JSON, null, Mapping.NONE);
        return new FileTail(
                new SourceSetting.LogFile("gateway", live.toString(), reading),
                new Masking(new byte[16]),
                ledger,
                Duration.ZERO);
    }

    private String line() {
        String id = "customer-" + written.size();
        written.add(id);
        return "{\"time\":\"2026-11-22T10:25:15Z\",\"customer\":\"" + id
                + "\",\"method\":\"GET\",\"uri\":\"/\",\"status\":200}\n";
    }

    private void write(int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(line());
        }
        append(live, text.toString());
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void drain(FileTail tail) throws IOException {
        for (int quiet = 0; quiet < 3; quiet++) {
            while (tail.poll()) {
                quiet = 0;
            }
        }
    }

    private FileTail started() throws IOException {
        FileTail tail = tail();
        tail.resume();
        return tail;
    }

    @Test
    void shouldWaitForWholeLines() throws IOException {
        FileTail tail = started();
        assertThat(tail.poll()).isFalse();
        String line = line();
        append(live, line.substring(0, 30));
        drain(tail);
        assertThat(ledger.ids).isEmpty();
        append(live, line.substring(30));
        write(2);
        drain(tail);
        assertThat(ledger.ids).isEqualTo(written);
    }

    @Test
    void shouldReadARenamedFileToItsEnd() throws IOException {
        FileTail tail = started();
        write(3);
        drain(tail);
        write(2);
        Files.move(live, directory.resolve("access.log.1"));
        String late = line();
        append(directory.resolve("access.log.1"), late);
        write(4);
        drain(tail);
        assertThat(ledger.ids).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access.log.1",
                "access.log-20261123",
                "access.log.1795452655",
                "access-2026-11-23T16-50-55.123.log",
                "access-20261123.log",
                "access.1.log"
            })
    void shouldReadOnAfterARotationUnderAnyUsualName(String rotated) throws IOException {
        FileTail tail = started();
        write(3);
        drain(tail);
        tail.close();
        write(2);
        Files.move(live, directory.resolve(rotated));
        Files.setLastModifiedTime(directory.resolve(rotated), FileTime.fromMillis(1_000_000));
        for (String other : List.of("access-2.log", "access-api.log", "access.logger", "access_1.log")) {
            Files.writeString(directory.resolve(other), "{\"of\":\"another log\"}\n");
        }
        write(4);
        drain(started());
        assertThat(ledger.ids).isEqualTo(written);
    }

    @Test
    void shouldTellOfALogInWhichNothingIsACall() throws IOException {
        FileTail tail = started();
        append(live, "{\"level\":\"info\",\"msg\":\"started\"}\n".repeat(30));
        drain(tail);
        assertThat(tail.vainLines()).isEqualTo(30);
        write(1);
        drain(tail);
        assertThat(tail.vainLines()).isZero();
    }

    @Test
    void shouldReadWhatACopyKeptOfATruncatedFile() throws IOException {
        FileTail tail = started();
        write(30);
        drain(tail);
        write(2);
        Files.copy(live, directory.resolve("access.log.1"));
        truncate();
        write(1);
        drain(tail);
        assertThat(ledger.ids).isEqualTo(written);
    }

    @Test
    void shouldNoticeATruncatedFileThatHasGrownBeyondItsOldEnd() throws IOException {
        FileTail tail = started();
        write(2);
        drain(tail);
        truncate();
        write(20);
        drain(tail);
        assertThat(ledger.ids).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldReadWhatWasRotatedBeforeTheFirstStepWasDurable(int linesBefore) throws IOException {
        write(linesBefore);
        FileTail killed = started();
        ledger.loseNextStep = true;
        write(2);
        assertThatThrownBy(() -> drain(killed)).hasMessageContaining("killed");
        killed.close();
        Files.move(live, directory.resolve("access.log.1"));
        write(2);
        Files.copy(live, directory.resolve("access.log.2"));
        truncate();
        write(1);
        drain(started());
        assertThat(ledger.ids).isEqualTo(written);
    }

    @Test
    void shouldReadWhatWasCopiedAndTruncatedBeforeAnythingOfItWasRead() throws IOException {
        FileTail tail = started();
        write(3);
        drain(tail);
        Files.move(live, directory.resolve("access.log.1"));
        append(live, "");
        drain(tail);
        write(2);
        Files.copy(live, directory.resolve("access.log.2"));
        truncate();
        write(1);
        drain(tail);
        assertThat(ledger.ids).isEqualTo(written);
    }

    @Test
    void shouldPassByARotatedFileWithoutALine() throws IOException {
        FileTail tail = started();
        write(3);
        drain(tail);
        Files.move(live, directory.resolve("access.log.1"));
        append(live, "");
        drain(tail);
        Files.move(live, directory.resolve("access.log.2"));
        write(2);
        drain(tail);
        assertThat(ledger.ids).isEqualTo(written);
    }

    private void truncate() throws IOException {
        try (OutputStream emptied = Files.newOutputStream(live, StandardOpenOption.TRUNCATE_EXISTING)) {
            emptied.flush();
        }
    }

    @Test
    void shouldGoOnInARenamedAndPackedFileAfterAStop() throws IOException {
        FileTail before = started();
        write(5);
        drain(before);
        before.close();
        write(3);
        pack(live, directory.resolve("access.log.2.gz"));
        write(2);
        Files.move(live, directory.resolve("access.log.1"));
        write(1);
        drain(started());
        assertThat(ledger.ids).isEqualTo(written);
    }

    private static void pack(Path from, Path to) throws IOException {
        FileTime time = FileTime.fromMillis(Files.getLastModifiedTime(from).toMillis() - 60_000);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
            Files.copy(from, out);
        }
        Files.delete(from);
        Files.setLastModifiedTime(to, time);
    }

    @Test
    void shouldReadBytesThatAreNoText() throws IOException {
        FileTail tail = started();
        Files.write(live, new byte[] {'{', (byte) 0xff, (byte) 0xfe, '\n'});
        FileTail.Steps steps = new FileTail.Steps() {
            @Override
            public void begin(String source, String progress) {}

            @Override
            public @Nullable String progress(String source) {
                return null;
            }

            @Override
            public void take(Submission step) {
                assertThat(step.lines()).hasSize(1);
            }
        };
        FileTail other = new FileTail(
                new SourceSetting.LogFile(
                        "gateway", live.toString(), new LogReading(LogFormat.NGINX_JSON, null, Mapping.NONE)),
                new Masking("0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                steps,
                Duration.ZERO);
        other.resume();
        assertThat(other.poll()).isTrue();
        tail.close();
        other.close();
    }

    /** Writing, renaming, packing, copying and truncating, kills before and after commits, in any order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldNeitherLoseNorDoubleALine(long seed) throws IOException {
        Random random = new Random(seed);
        FileTail tail = started();
        write(1);
        drain(tail);
        long time = 1_795_343_110_000L;
        for (int i = 0; i < 200; i++) {
            try {
                switch (random.nextInt(9)) {
                    case 0, 1, 2, 3 -> write(1 + random.nextInt(20));
                    case 4 -> drain(tail);
                    case 5 -> rename(i, time += 1_000);
                    case 6 -> copyAndTruncate(i, time += 1_000);
                    case 7 -> ledger.loseNextAnswer = true;
                    default -> ledger.loseNextStep = true;
                }
            } catch (IllegalStateException killed) {
                tail.close();
                tail = restarted();
            }
        }
        ledger.loseNextAnswer = false;
        ledger.loseNextStep = false;
        drain(tail);
        List<String> missing = new ArrayList<>(written);
        missing.removeAll(ledger.ids);
        assertThat(missing).as("lost lines of %d", written.size()).isEmpty();
        assertThat(ledger.ids).doesNotHaveDuplicates().isEqualTo(written);
    }

    private FileTail restarted() throws IOException {
        while (true) {
            FileTail tail = tail();
            try {
                tail.resume();
                return tail;
            } catch (IllegalStateException killedAgain) {
                tail.close();
            }
        }
    }

    private void rename(int number, long time) throws IOException {
        if (Files.exists(live)) {
            Path to = directory.resolve("access.log.%04d".formatted(number));
            Files.move(live, to, StandardCopyOption.ATOMIC_MOVE);
            Files.setLastModifiedTime(to, FileTime.fromMillis(time));
        }
    }

    private void copyAndTruncate(int number, long time) throws IOException {
        if (Files.exists(live) && Files.size(live) > 0) {
            Path to = directory.resolve("access.log.%04d".formatted(number));
            Files.copy(live, to);
            Files.setLastModifiedTime(to, FileTime.fromMillis(time));
            truncate();
        }
    }
}
