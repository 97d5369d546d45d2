package io.aegis.codec.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.event.Track;
import io.aegis.engine.intervention.Move;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class JournalBatchTest {

    private static final long NOON = 1_764_504_000_000L;

    @Test
    void shouldGiveBackEveryKindOfRecord() {
        List<JournalRecord> records = everyKind();

        List<JournalRecord> read = JournalBatch.decode(JournalBatch.encode(records));

        assertThat(read)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(records);
    }

    @Test
    void shouldKeepTheReleasedForm() {
        // Released journals are read for years: a change here needs a new version beside the old one.
        assertThat(HexFormat.of().formatHex(JournalBatch.encodeRaw(everyKind())))
                .isEqualTo(GOLDEN);
    }

    @Test
    void shouldReadTheReleasedForm() {
        assertThat(JournalBatch.decodeRaw(HexFormat.of().parseHex(GOLDEN)))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(everyKind());
    }

    @Test
    void shouldReadAWholeBatchAsItWasReleased() {
        assertThat(JournalBatch.decode(HexFormat.of().parseHex(GOLDEN_BATCH)))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(everyKind());
    }

    @Test
    void shouldReadAPartOfACutAsItWasReleased() {
        // What zstd packs may differ from one of its releases to the next; what was packed is read for good.
        Map<Integer, String> read = new TreeMap<>();
        SnapshotPart.decode(
                HexFormat.of().parseHex(GOLDEN_PART),
                (customer, snapshot) -> read.put(customer, new String(snapshot, StandardCharsets.UTF_8)));
        assertThat(read).isEqualTo(new TreeMap<>(Map.of(0, "some state", 127, "", 70_000, "more of it")));
    }

    @Test
    void shouldGiveBackLongRandomBatches() {
        Random random = new Random(7);
        List<JournalRecord> records = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            records.add(new JournalRecord.Event(
                    random.nextInt(1_000_000),
                    random.nextInt(3),
                    NOON + random.nextInt(100_000) - 50_000,
                    new ApiCall(
                            random.nextBoolean() ? "GET" : "POST",
                            "/v1/things/" + random.nextInt(300),
                            200 + random.nextInt(400),
                            random.nextInt(3_000) - 1,
                            random.nextBoolean(),
                            random.nextInt(5) == 0 ? "key_" + random.nextInt(50) : null,
                            null)));
        }

        assertThat(JournalBatch.decode(JournalBatch.encode(records))).isEqualTo(records);
    }

    @Test
    void shouldRefuseAnotherVersion() {
        byte[] batch = JournalBatch.encode(everyKind());
        batch[0] = 9;

        assertThatThrownBy(() -> JournalBatch.decode(batch))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("version (9)");
    }

    @Test
    void shouldRefuseDamage() {
        byte[] raw = JournalBatch.encodeRaw(everyKind());

        assertThatThrownBy(() -> JournalBatch.decodeRaw(Arrays.copyOf(raw, raw.length - 1)))
                .isInstanceOf(CorruptJournalException.class);
        byte[] batch = JournalBatch.encode(everyKind());
        assertThatThrownBy(() -> JournalBatch.decode(Arrays.copyOf(batch, batch.length - 3)))
                .isInstanceOf(CorruptJournalException.class);
    }

    private static List<JournalRecord> everyKind() {
        List<JournalRecord> records = new ArrayList<>();
        records.add(new JournalRecord.Started(NOON - 5));
        records.add(new JournalRecord.SourceNamed(1, "gateway"));
        records.add(new JournalRecord.Rules("rules: []\n", "aegis"));
        for (Fact fact : facts()) {
            records.add(new JournalRecord.Event(300, 1, NOON + records.size(), fact));
        }
        records.add(new JournalRecord.Personal(300, new byte[] {1, 2, 3}));
        for (Move move : moves()) {
            records.add(new JournalRecord.Command(300, "i-1", move, "ana", new byte[] {7}));
        }
        records.add(new JournalRecord.Command(300, "i-1", new Move.Comment(), "ana", null));
        records.add(new JournalRecord.Check());
        records.add(new JournalRecord.Erased(300, "ana"));
        records.add(new JournalRecord.Tick(NOON + 60_000));
        return records;
    }

    private static List<Fact> facts() {
        return List.of(
                new ApiCall("GET", "/v1/orders/{id}", 200, 31, false, "pk_live_1", null),
                new ApiCall("GET", "/v1/orders/{id}", 422, -1, true, null, "bad_currency"),
                new ApiCalls(120, 9, 2, 3, 1, NOON, "/v1/é"),
                new CustomerUpdate(31, Tier.PRO, Stage.FIRST_API_CALL, NOON, List.of("batch", "eu"), true),
                CustomerUpdate.NOTHING,
                new CustomerRemoved(),
                new ApiKey("pk_live_1", false, true),
                new Subscription(Tier.STARTER, SubscriptionStatus.PAST_DUE, 49.5, "EUR", NOON, 10_000, -1),
                new Subscription(null, SubscriptionStatus.NONE, Double.NaN, null, -1, -1, -1),
                new Payment(false, 49.5, "EUR", "card_declined", 2),
                new ErrorReport("error", 4),
                new Login(),
                new Track("report_exported"),
                new ReportedSignal("nps", 7.0, NOON),
                new ReportedSignal("usage_trend", "declining", NOON),
                new ReportedSignal("beta", true, NOON));
    }

    private static List<Move> moves() {
        return List.of(
                new Move.Acknowledge(),
                new Move.Assign("bo"),
                new Move.Comment(),
                new Move.Snooze(NOON + 3_600_000),
                new Move.Dismiss("wrong"),
                new Move.Resolve("fixed"),
                new Move.Undo());
    }

    private static final String GOLDEN =
            "09f6d792cada66060101076761746577617905010a72756c65733a205b5d0a0105616567697301ac0201100101"
                    + "03474554010f2f76312f6f72646572732f7b69647dc8013e000109706b5f6c6976655f310001ac020102010506"
                    + "a603010100010c6261645f63757272656e637901ac02010202780902030180d892cada6601062f76312fc3a901"
                    + "ac020102031f010370726f010e66697273745f6170695f63616c6c80d892cada66020105626174636801026575"
                    + "0101ac0201020300000001000001ac0201020401ac0201020507000101ac020102060107737461727465720108"
                    + "706173745f6475654048c00000000000010345555280d892cada66a09c010101ac020102060001046e6f6e657f"
                    + "f80000000000000001010101ac02010207004048c0000000000010010d636172645f6465636c696e65640401ac"
                    + "0201020801056572726f720401ac0201020901ac0201020a010f7265706f72745f6578706f7274656401ac0201"
                    + "020b01036e707302401c00000000000080d892cada6601ac0201020b010b75736167655f7472656e6403010964"
                    + "65636c696e696e6780d892cada6601ac0201020b010462657461010180d892cada6607ac020301020304ac0201"
                    + "03692d31010103616e61010704ac0219020102626f1a010704ac0219031a010704ac021904dcb9b7031a010704"
                    + "ac021905010577726f6e671a010704ac021906010566697865641a010704ac0219071a010704ac0219031a0003"
                    + "08ac021a02bf90b003";

    /** The same records as released builds packed them: version, length, zstd. */
    private static final String GOLDEN_BATCH =
            "010000022528b52ffd6025016d0c0016d7503a504d9a0e1033d69eb772d14809459863c885e7268b07fcf66d"
                    + "6fc9edfe7063b3b29b7d8c0b80d25fa7cd3b8c28c4532afc64e36d1be94df64e324400400040006f1a187776"
                    + "767da1c714393d0994f34d701114a29cf054cdb1e903519e8a37c050d07e8bb3eb959418ba43203c3080a0e2"
                    + "c96ac89d06cce00aa5e667261d1c1b234c38018f37d786b56ace6ce396fdeede62f60851851277364d307a92"
                    + "82af562d27024e9b6a2fd036847820cac37cd2c1b141c2c21b732a4c239adc6d452f420980ef0316c512b860"
                    + "1535db2922d7a654855f6d4a71571ce234ed66f747e429a788e38b0da300b7d8e6bb272af0a473f91e430606"
                    + "0e30da777717c4820bb6e2ab15a4028dc3850f2cc2ae47db486b2257e4c49d9126ed0c77d7c14389a545a884"
                    + "9d0d60d7d21c4ed87ee8806c67d7d2d81bbb9ac3ca92459ad2798b93bb3e9660151c002b5980cc6566fe4268"
                    + "25dfbcc6e35959417a86338ceac9abf023c87087ce16528488195c8dc7d28a609e398c6a67aa1bb9027e3e67"
                    + "52f7ca6168528dbfa969781eb7de4e33";

    /** Three customers, the second of them gone. */
    private static final String GOLDEN_PART =
            "010000001c28b52ffd201ce10000000a736f6d652073746174657f00f0a2040a6d6f7265206f66206974";
}
