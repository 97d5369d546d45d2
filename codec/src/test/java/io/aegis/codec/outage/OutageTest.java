package io.aegis.codec.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.Engine;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.fleet.Incident.Kind;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.testing.Recorder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In a world of all sizes an outage is one incident and opens for nobody, and a customer's own trouble for that one. */
final class OutageTest {

    private final Recorder recorder = new Recorder();
    private final Engine engine = new Engine(RuleFile.shipped(), recorder);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFindOutagesAndOpenForNobodyInThem(long seed) {
        OutageWorld world = new OutageWorld(seed, true)
                .singleTroubles(8, 401, 6 * OutageWorld.HOUR)
                .singleTroubles(8, 429, 6 * OutageWorld.HOUR);
        world.entries().forEach(engine::apply);
        assertThat(engine.incidents()).extracting(Incident::kind).containsExactly(Kind.AUTH, Kind.THROTTLED);
        begun(engine.incidents().get(0), OutageWorld.AUTH_FROM);
        begun(engine.incidents().get(1), OutageWorld.THROTTLED_FROM);
        assertThat(last())
                .filteredOn(OutageTest::inOutage)
                .hasSizeGreaterThan(60)
                .allMatch(one -> one.heldBy() != null);
        assertThat(found(world)).isGreaterThanOrEqualTo(15);
        assertThat(last())
                .filteredOn(one ->
                        one.heldBy() == null && own(world.troubles(), one).isEmpty())
                .hasSizeLessThanOrEqualTo(2);
    }

    private static void begun(Incident one, long fromMillis) {
        assertThat(one.startMillis()).isBetween(fromMillis - OutageWorld.MINUTE, fromMillis + 3 * OutageWorld.MINUTE);
        assertThat(one.endMillis() - fromMillis - OutageWorld.LASTS).isBetween(0L, 25 * OutageWorld.MINUTE);
    }

    /** Sixty to 120 of 300 in a day: most of them are found, each for itself. */
    @ParameterizedTest
    @CsvSource({"1, 90", "2, 120", "3, 60", "4, 90", "5, 120", "6, 60", "7, 90", "8, 120", "9, 60"})
    void shouldNotTakeKeysRevokedOverADayForOne(long seed, int revoked) {
        OutageWorld world = new OutageWorld(seed, false).revokedOverADay(revoked);
        world.entries().forEach(engine::apply);
        assertThat(engine.incidents()).isEmpty();
        assertThat(found(world)).isGreaterThan(revoked * 3L / 4);
    }

    /** At whom something opened for the own trouble. */
    private long found(OutageWorld world) {
        return world.troubles().stream()
                .filter(trouble -> recorder.of(trouble.customer()).stream()
                        .anyMatch(change -> change.entry().kind().equals("opened") && caused(trouble, change.now())))
                .count();
    }

    private static boolean caused(OutageWorld.Trouble trouble, Intervention one) {
        return one.customer() == trouble.customer()
                && one.openedAtMillis() >= trouble.fromMillis()
                && one.openedAtMillis() < trouble.toMillis() + OutageWorld.DAY;
    }

    private static List<OutageWorld.Trouble> own(List<OutageWorld.Trouble> troubles, Intervention one) {
        return troubles.stream().filter(trouble -> caused(trouble, one)).toList();
    }

    private static boolean inOutage(Intervention one) {
        return in(one, OutageWorld.AUTH_FROM) || in(one, OutageWorld.THROTTLED_FROM);
    }

    private static boolean in(Intervention one, long from) {
        return one.openedAtMillis() >= from && one.openedAtMillis() < from + OutageWorld.LASTS;
    }

    private List<Intervention> last() {
        Map<String, Intervention> last = new TreeMap<>();
        recorder.changes()
                .values()
                .forEach(changes ->
                        changes.forEach(change -> last.put(change.now().id(), change.now())));
        return List.copyOf(last.values());
    }
}
