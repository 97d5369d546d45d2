package io.aegis.formats.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.Profile;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Login;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DirectoryTest {

    private Directory directory = new Directory();
    private final List<Mutation> learned = new ArrayList<>();

    private int call(@Nullable String source, Door door, String id, @Nullable String key) {
        ApiCall call = new ApiCall("GET", "/", 200, -1, false, key, null);
        return directory.attribute(source, door, new PublicEvent(id, 5, null, call, null), learned::add);
    }

    private int record(String id, @Nullable Map<String, String> externalIds, @Nullable List<String> keys) {
        Profile profile = new Profile(Map.of("name", "\"n\""), externalIds, keys);
        return directory.attribute(
                null, Door.OWN, new PublicEvent(id, 5, null, CustomerUpdate.NOTHING, profile), learned::add);
    }

    @Test
    void shouldCountWhoIsKnownAndNotWhoWasErased() {
        record("acme", null, null);
        record("globex", null, null);
        directory.erase(0);
        directory.erase(0);
        assertThat(directory.known()).isEqualTo(1);
        record("acme", null, null);
        assertThat(directory.known()).isEqualTo(2);
        assertThat(directory.numberLimit()).isEqualTo(3);
    }

    @Test
    void shouldKnowOneCompanyUnderFiveIds() {
        int acme = record(
                "acme", Map.of("stripe", "cus_9", "segment", "grp-4", "sentry", "acme-inc"), List.of("ak_live_acme"));
        int other = record("other", Map.of("stripe", "cus_8"), null);
        assertThat(List.of(acme, other)).containsExactly(0, 1);
        assertThat(call(null, Door.OWN, "acme", null)).isEqualTo(acme);
        assertThat(call("stripe", Door.FOREIGN, "cus_9", null)).isEqualTo(acme);
        assertThat(call("segment", Door.FOREIGN, "grp-4", null)).isEqualTo(acme);
        assertThat(call("sentry", Door.FOREIGN, "acme-inc", null)).isEqualTo(acme);
        assertThat(call("gateway", Door.FOREIGN, "ak_live_acme", null)).isEqualTo(acme);
        assertThat(call("gateway", Door.FOREIGN, "-", "ak_live_acme")).isEqualTo(acme);
        assertThat(call(null, Door.OWN, "grp-4", null)).isEqualTo(acme);
        assertThat(call("file", Door.OWN, "cus_8", null)).isEqualTo(other);
        assertThat(directory.numberLimit()).isEqualTo(2);
    }

    /** A company's record, its links one by one, and what comes under each of its ids, by any door. */
    private final List<Runnable> arrivals = List.of(
            () -> record("acme", Map.of("stripe", "cus_9"), List.of("ak_live_acme")),
            () -> record("acme", Map.of("sentry", "tag-9", "crm", "acme.example"), null),
            () -> call(null, Door.OWN, "acme", null),
            () -> call("gateway", Door.OWN, "", "ak_live_acme_7f3a"),
            () -> call("stripe", Door.FOREIGN, "cus_9", null),
            () -> call("sentry", Door.FOREIGN, "tag-9", null),
            () -> call("crm", Door.OWN, "acme.example", null));

    @Test
    void shouldKnowOneCompanyUnderFiveIdsInEachOrderOfArrival() {
        int orders = inEachOrder(new ArrayList<>(), arrivals.size(), order -> {
            Directory fresh = new Directory();
            directory = fresh;
            order.forEach(i -> arrivals.get(i).run());
            int acme = call(null, Door.OWN, "acme", null);
            assertThat(List.of(
                            call("gateway", Door.OWN, "", "ak_live_acme_7f3a"),
                            call("stripe", Door.FOREIGN, "cus_9", null),
                            call("sentry", Door.FOREIGN, "tag-9", null),
                            call("crm", Door.OWN, "acme.example", null)))
                    .as("after the arrivals %s", order)
                    .containsOnly(acme);
            assertThat(fresh.isDiscovered(acme)).isFalse();
            assertThat(fresh.unattributed())
                    .as("ids that are linked now")
                    .noneMatch(stray -> List.of("cus_9", "tag-9").contains(stray.id()));
        });
        assertThat(orders).isEqualTo(5040);
    }

    private static int inEachOrder(List<Integer> begun, int count, Consumer<List<Integer>> told) {
        if (begun.size() == count) {
            told.accept(begun);
            return 1;
        }
        int orders = 0;
        for (int i = 0; i < count; i++) {
            if (!begun.contains(i)) {
                begun.add(i);
                orders += inEachOrder(begun, count, told);
                begun.removeLast();
            }
        }
        return orders;
    }

    @Test
    void shouldNotTakeOneSystemsIdForAnothers() {
        record("acme", Map.of("stripe", "42"), null);
        record("other", Map.of("segment", "42"), null);
        assertThat(call("stripe", Door.FOREIGN, "42", null)).isZero();
        assertThat(call("segment", Door.FOREIGN, "42", null)).isEqualTo(1);
        assertThat(call("sentry", Door.FOREIGN, "42", null)).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(call(null, Door.OWN, "42", null))
                .as("they disagree: a new customer")
                .isEqualTo(2);
    }

    @Test
    void shouldCreateUnknownIdsOfOurOwnSchemaAsDiscovered() {
        int number = call("shop", Door.OWN, "new-one", null);
        assertThat(number).isZero();
        assertThat(directory.isDiscovered(number)).isTrue();
        assertThat(learned).containsExactly(new Mutation.Created(0, "new-one", true));
        record("new-one", null, null);
        assertThat(directory.isDiscovered(number)).isFalse();
        assertThat(directory.id(0)).isEqualTo("new-one");
    }

    @Test
    void shouldCountTrafficOfNobodyUntilAPersonLinksIt() {
        int acme = record("acme", null, null);
        assertThat(call("gateway", Door.FOREIGN, "key-7", null)).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(call("gateway", Door.FOREIGN, "key-7", null)).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(directory.unattributed()).containsExactly(new Unattributed("gateway", "key-7", 2, 5, 5));
        assertThat(directory.unattributedBySource()).containsExactly(Map.entry("gateway", 2L));
        directory.link("gateway", "key-7", acme);
        assertThat(call("gateway", Door.FOREIGN, "key-7", null)).isEqualTo(acme);
        assertThat(directory.unattributed()).isEmpty();
        assertThatThrownBy(() -> directory.link("gateway", "key-8", 99)).hasMessageContaining("(99) is not known");
    }

    @Test
    void shouldMoveLaterEventsOfADiscoveredIdThatARecordClaims() {
        int discovered = call(null, Door.OWN, "cus_9", null);
        int acme = record("acme", Map.of("stripe", "cus_9"), null);
        assertThat(acme).isNotEqualTo(discovered);
        assertThat(call(null, Door.OWN, "cus_9", null)).isEqualTo(acme);
    }

    @Test
    void shouldTakeOverWhatADiscoveredIdHasLearned() {
        int discovered = call(null, Door.OWN, "gw-7", null);
        ApiKey key = new ApiKey("key_of_7", false, false);
        directory.attribute(null, Door.OWN, new PublicEvent("gw-7", 1, null, key, null), learned::add);
        directory.link("sentry", "tag-7", discovered);
        int acme = record("acme", Map.of("gateway", "gw-7"), null);
        assertThat(call("logs", Door.FOREIGN, "", "key_of_7")).isEqualTo(acme);
        assertThat(call("sentry", Door.FOREIGN, "tag-7", null)).isEqualTo(acme);
        assertThat(call(null, Door.OWN, "gw-7", null)).isEqualTo(acme);
    }

    @Test
    void shouldMoveLaterEventsOfADiscoveredIdThatIsAKey() {
        int discovered = call(null, Door.OWN, "key_late_1", null);
        int acme = record("acme", null, List.of("key_late_1"));
        assertThat(acme).isNotEqualTo(discovered);
        assertThat(call(null, Door.OWN, "key_late_1", null)).isEqualTo(acme);
    }

    @Test
    void shouldGiveAnIdToWhoeverClaimedItLast() {
        int first = record("first", Map.of("stripe", "cus_9"), List.of("key_shared"));
        assertThat(call("stripe", Door.FOREIGN, "cus_9", null)).isEqualTo(first);
        int second = record("second", Map.of("stripe", "cus_9"), List.of("key_shared"));
        assertThat(call("stripe", Door.FOREIGN, "cus_9", null)).isEqualTo(second);
        assertThat(call("gateway", Door.FOREIGN, "", "key_shared")).isEqualTo(second);
        assertThat(call(null, Door.OWN, "cus_9", null)).isEqualTo(second);
    }

    @Test
    void shouldGiveAnIdSeenInTrafficToWhoeverClaimedItLast() {
        call(null, Door.OWN, "key_shared", null);
        int first = record("first", null, List.of("key_shared", "key_first"));
        assertThat(call(null, Door.OWN, "key_shared", null)).isEqualTo(first);
        int second = record("second", null, List.of("key_shared"));
        assertThat(call(null, Door.OWN, "key_shared", null)).isEqualTo(second);
        assertThat(call(null, Door.OWN, "key_first", null)).isEqualTo(first);
    }

    @Test
    void shouldForgetIdsAndKeysThatARecordClears() {
        record("acme", Map.of("stripe", "cus_9", "sentry", "t-9"), List.of("key_acme_9"));
        Profile cleared = new Profile(Map.of("external_ids", "null", "keys", "null"), Map.of(), List.of());
        directory.attribute(
                null, Door.OWN, new PublicEvent("acme", 5, null, CustomerUpdate.NOTHING, cleared), learned::add);
        assertThat(call("stripe", Door.FOREIGN, "cus_9", null)).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(call("sentry", Door.FOREIGN, "t-9", null)).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(call("gateway", Door.FOREIGN, "", "key_acme_9")).isEqualTo(Directory.UNATTRIBUTED);
    }

    @Test
    void shouldLinkTrafficThatNamesOnlyAKey() {
        int acme = record("acme", null, null);
        assertThat(call("gateway", Door.OWN, "", "key_stray")).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(directory.unattributed()).containsExactly(new Unattributed("gateway", "key_stray", 1, 5, 5));
        directory.link("gateway", "key_stray", acme);
        assertThat(call("gateway", Door.OWN, "", "key_stray")).isEqualTo(acme);
        assertThat(call("gateway", Door.OWN, "", null)).isEqualTo(Directory.UNATTRIBUTED);
    }

    @Test
    void shouldTellAPrefixFromANeighbour() {
        int acme = record("acme", null, List.of("key_10", "ak_live_acme"));
        assertThat(call("gateway", Door.FOREIGN, "", "key_101")).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(call("gateway", Door.FOREIGN, "", "key_10.eu")).isEqualTo(acme);
        assertThat(call("gateway", Door.FOREIGN, "", "ak_live_acme7f3a")).isEqualTo(acme);
        assertThat(call(null, Door.OWN, "ak_live_acme_2", null))
                .as("an own id that begins like a key is another customer")
                .isEqualTo(1);
    }

    @Test
    void shouldKeepTwoRecordedCustomersApart() {
        int first = record("cus_9", null, null);
        record("acme", Map.of("stripe", "cus_9"), null);
        assertThat(call(null, Door.OWN, "cus_9", null)).isEqualTo(first);
    }

    @Test
    void shouldLearnKeysFromEventsAndMatchPrefixes() {
        ApiKey key = new ApiKey("sk_live_4eC3…0123456789ab", false, false);
        int acme = directory.attribute(null, Door.OWN, new PublicEvent("acme", 1, null, key, null), learned::add);
        assertThat(call("gateway", Door.FOREIGN, "sk_live_4eC3…0123456789ab", null))
                .isEqualTo(acme);
        assertThat(call("gateway", Door.FOREIGN, "sk_live_4eC3…ba9876543210", null))
                .isEqualTo(Directory.UNATTRIBUTED);
        record("acme", null, List.of("pk_acme"));
        assertThat(call("gateway", Door.FOREIGN, "-", "pk_acme_eu_1")).isEqualTo(acme);
    }

    @Test
    void shouldForgetAnErasedCustomerAndNeverReuseItsNumber() {
        record("acme", Map.of("stripe", "cus_9"), List.of("ak_live_acme"));
        directory.erase(0);
        assertThat(directory.id(0)).isNull();
        assertThat(call("stripe", Door.FOREIGN, "cus_9", null)).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(call("gateway", Door.FOREIGN, "ak_live_acme", null)).isEqualTo(Directory.UNATTRIBUTED);
        assertThat(call(null, Door.OWN, "acme", null)).isEqualTo(1);
    }

    @Test
    void shouldStayWithinItsLimits() {
        Directory small = new Directory(2, 3);
        for (int i = 0; i < 10; i++) {
            PublicEvent event = new PublicEvent("c" + i, 0, null, new Login(), null);
            int number = small.attribute(null, Door.OWN, event, learned::add);
            assertThat(number).isEqualTo(i < 2 ? i : Directory.FULL);
            assertThat(small.attribute(
                            "s", Door.FOREIGN, new PublicEvent("f" + i, 0, null, new Login(), null), learned::add))
                    .isEqualTo(Directory.UNATTRIBUTED);
        }
        assertThat(small.unattributed()).hasSize(3);
        assertThat(small.unattributedBySource()).containsExactly(Map.entry("s", 10L));
    }

    @Test
    void shouldBeTheSameAfterItsMutationsArePlayedBack() {
        Random random = new Random(17);
        for (int i = 0; i < 3_000; i++) {
            switch (random.nextInt(5)) {
                case 0 ->
                    record("c" + random.nextInt(80), Map.of("s" + random.nextInt(3), "x" + random.nextInt(60)), null);
                case 1 -> record("x" + random.nextInt(80), null, List.of("key_" + random.nextInt(60)));
                case 2 -> {
                    if (random.nextInt(20) == 0 && directory.numberLimit() > 0) {
                        learned.add(directory.erase(random.nextInt(directory.numberLimit())));
                    }
                }
                default -> call(random.nextBoolean() ? "s1" : null, Door.OWN, "x" + random.nextInt(90), null);
            }
        }
        Directory again = new Directory();
        learned.forEach(again::apply);
        assertThat(again.numberLimit()).isEqualTo(directory.numberLimit());
        for (int i = 0; i < 100; i++) {
            for (String id : List.of("c" + i, "x" + i, "key_" + i)) {
                for (String source : List.of("s0", "s1", "s2")) {
                    assertThat(again.resolve(source, Door.FOREIGN, id, null))
                            .isEqualTo(directory.resolve(source, Door.FOREIGN, id, null));
                }
                assertThat(again.resolve(null, Door.OWN, id, null))
                        .isEqualTo(directory.resolve(null, Door.OWN, id, null));
            }
        }
    }

    @Test
    void shouldKeepItsTableLikeAMap() {
        IdTable table = new IdTable();
        Map<String, Integer> model = new HashMap<>();
        Random random = new Random(23);
        for (int i = 0; i < 60_000; i++) {
            String id = "id-" + random.nextInt(900);
            int action = random.nextInt(100);
            if (action < 60) {
                int number = random.nextInt(50);
                Integer before = model.put(id, number);
                assertThat(table.put(id, number)).isEqualTo(before == null ? IdTable.NONE : before);
            } else if (action < 99) {
                assertThat(table.remove(id)).isEqualTo(model.remove(id) != null);
            } else {
                int number = random.nextInt(50);
                assertThat(table.removeAllOf(number)).isEqualTo(model.values().removeIf(value -> value == number));
            }
            assertThat(table.size()).isEqualTo(model.size());
            assertThat(table.get(id)).isEqualTo(model.getOrDefault(id, IdTable.NONE));
        }
    }
}
