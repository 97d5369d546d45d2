package io.aegis.codec.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records to bytes and back. A batch is: version, length of the raw form as four bytes, the raw form in zstd. The raw
 * form is the records one after another, each a kind and its fields.
 */
public final class JournalBatch {

    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 5;
    private static final int RAW_BYTES_MAX = 512 << 20;
    private static final int ZSTD_LEVEL = 1;

    private JournalBatch() {}

    public static byte[] encode(List<JournalRecord> records) {
        byte[] raw = encodeRaw(records);
        byte[] packed = Zstd.compress(raw, ZSTD_LEVEL);
        byte[] batch = new byte[HEADER_BYTES + packed.length];
        batch[0] = VERSION;
        for (int i = 0; i < 4; i++) {
            batch[1 + i] = (byte) (raw.length >>> (24 - 8 * i));
        }
        System.arraycopy(packed, 0, batch, HEADER_BYTES, packed.length);
        return batch;
    }

    /** @throws CorruptJournalException if the bytes are not a batch that this build reads */
    public static List<JournalRecord> decode(byte[] batch) {
        if (batch.length < HEADER_BYTES || batch[0] != VERSION) {
            throw new CorruptJournalException("a journal batch begins with version ("
                    + (batch.length == 0 ? "none" : batch[0])
                    + "), this build reads " + VERSION + "\nStart the build that wrote it, or a newer one.");
        }
        int rawLength = 0;
        for (int i = 0; i < 4; i++) {
            rawLength = rawLength << 8 | (batch[1 + i] & 0xFF);
        }
        if (rawLength < 0 || rawLength > RAW_BYTES_MAX) {
            throw new CorruptJournalException("a journal batch says it has " + rawLength + " bytes");
        }
        try {
            return decodeRaw(Zstd.decompress(Arrays.copyOfRange(batch, HEADER_BYTES, batch.length), rawLength));
        } catch (ZstdException e) {
            throw new CorruptJournalException("a journal batch cannot be decompressed: " + e.getMessage());
        }
    }

    static byte[] encodeRaw(List<JournalRecord> records) {
        RecordOutput out = new RecordOutput();
        for (JournalRecord record : records) {
            RecordFields.write(out, record);
        }
        return out.toBytes();
    }

    static List<JournalRecord> decodeRaw(byte[] raw) {
        RecordInput in = new RecordInput(raw);
        List<JournalRecord> records = new ArrayList<>();
        while (!in.atEnd()) {
            records.add(RecordFields.read(in));
        }
        return records;
    }
}
