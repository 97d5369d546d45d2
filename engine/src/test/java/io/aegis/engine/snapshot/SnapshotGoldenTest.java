package io.aegis.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.testing.Golden;
import io.aegis.engine.testing.Recorder;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Snapshots that lie in databases: each version that was ever current has a file, written by the last build whose own
 * it was, of the same history, and is read for as long as this build says that it reads it.
 *
 * <p>Versions 1 to 4 of a customer, and 5 beside the first of the shared state, were written by the builds of commits
 * a76b6f5, 2398c56, b688244, a468f0b and a927cb2.
 */
final class SnapshotGoldenTest {

    private static final String CUT = ".cut.txt";
    private static final String TOLD = ".told.txt";

    private static final String WRITTEN_OTHERWISE = """
            Databases hold the bytes in that file.
            If the order or the meaning of fields changed: raise Customer.VERSION or Engine.SHARED_VERSION, go on reading
            the version before, and add a file for the new one; keep this one.
            If only what is measured or said changed, and each version is read as before: delete this file, write it anew.""";
    private static final String TOLD_OTHERWISE = """
            That is what this build makes of a snapshot of an earlier one.
            If a field is read into another's place, or not at all: mend the reading of that version.
            If released behaviour was meant to change: write the file anew, read the difference, and add a line to
            CHANGELOG.md.""";

    private final Recorder recorder = new Recorder();
    private final Engine engine = new Engine(SnapshotHistory.rules(), recorder);

    /** That of the present version is written first where it is to be written and is not there. */
    static Stream<String> versions() {
        if (Golden.writes()) {
            new SnapshotGoldenTest().comparePresent();
        }
        return Golden.names(SnapshotGoldenTest.class, CUT).stream().map(name -> name.replace(CUT, ""));
    }

    private static CutFile cut(String version) {
        return CutFile.read(Golden.of(SnapshotGoldenTest.class, version + CUT).text());
    }

    private CutFile cutNow() {
        SnapshotHistory.before().forEach(engine::apply);
        return CutFile.of(engine);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldGoOnFromWhatEachVersionWrote(String version) {
        CutFile cut = cut(version);
        cut.restore(engine);
        StringBuilder told = new StringBuilder("Measured otherwise than by the build that wrote it:\n");
        cut.readOtherwise(engine).forEach(line -> told.append("  ").append(line).append('\n'));
        told.append("What was told after the cut:\n");
        SnapshotHistory.after().forEach(engine::apply);
        recorder.changes().values().stream().flatMap(List::stream).forEach(change -> line(change, told));
        engine.incidents().forEach(incident -> incident(incident, told));
        Golden.of(SnapshotGoldenTest.class, version + TOLD).expect(told.toString(), TOLD_OTHERWISE);
    }

    private static void line(Recorder.Change change, StringBuilder told) {
        told.append("  customer ").append(change.now().customer()).append(' ');
        told.append(Instant.ofEpochMilli(change.entry().atMillis())).append(' ');
        told.append(change.now().rule()).append(' ').append(change.entry().kind());
        told.append(", opened ").append(Instant.ofEpochMilli(change.now().openedAtMillis()));
        told.append(": ").append(change.entry().text()).append('\n');
        if (change.entry().kind().equals("opened")) {
            told.append("    likely ").append(change.now().diagnosis()).append('\n');
        }
    }

    /** Its id tells its kind. */
    private static void incident(Incident one, StringBuilder told) {
        told.append("  Incident[id=").append(one.id());
        told.append(", startMillis=").append(one.startMillis());
        told.append(", endMillis=").append(one.endMillis());
        told.append(", failing=").append(one.failing());
        told.append(", active=").append(one.active()).append("]\n");
    }

    private void comparePresent() {
        CutFile now = cutNow();
        Golden.of(SnapshotGoldenTest.class, now.versions() + CUT).expectKept(now.text(), WRITTEN_OTHERWISE);
    }

    @Test
    void shouldWriteThePresentVersionAsItIsReleased() {
        comparePresent();
    }

    @Test
    void shouldWriteBackWhatItRead() {
        String version = cutNow().versions();
        Engine restored = new Engine(SnapshotHistory.rules(), recorder);
        CutFile kept = cut(version);
        kept.restore(restored);
        assertThat(CutFile.of(restored).text())
                .as("the cut of %s, read and written again", version)
                .isEqualTo(kept.text());
    }

    @Test
    void shouldHaveAFileOfEachVersion() {
        String[] now = cutNow().versions().split("-shared-v");
        List<String> names = versions().toList();
        for (String part : List.of("customer-v", "shared-v")) {
            int last = Integer.parseInt(part.startsWith("shared") ? now[1] : now[0].substring(part.length()));
            assertThat(IntStream.rangeClosed(1, last)
                            .filter(version ->
                                    names.stream().noneMatch(name -> (name + "-").contains(part + version + "-"))))
                    .as("versions of " + part + " without a file; the build of its time writes it of SnapshotHistory")
                    .isEmpty();
        }
    }

    /** Else a file would say little. */
    @Test
    void shouldCutAcrossEachStateOfAnIntervention() {
        cutNow();
        SnapshotHistory.after().forEach(engine::apply);
        for (String kind :
                List.of("opened", "cleared", "held", "released", "snoozed", "woken", "dismissed", "resolved")) {
            assertThat(recorder.changes().values().stream().flatMap(List::stream))
                    .as(kind)
                    .anyMatch(change -> change.entry().kind().equals(kind));
        }
        assertThat(engine.incidents()).isNotEmpty();
        assertThat(recorder.refusals()).isEmpty();
        assertThat(SnapshotHistory.rules().rules())
                .allMatch(rule -> recorder.count(rule.id(), "opened") + recorder.count(rule.id(), "held") > 0);
    }
}
