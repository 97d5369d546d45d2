package io.aegis.codec.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;

/** Some customers' snapshots in one piece: number, length, bytes of each, then zstd; before it a version and the raw length. */
public final class SnapshotPart {

    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 5;
    private static final int ZSTD_LEVEL = 1;

    private final ByteArrayOutputStream raw = new ByteArrayOutputStream(1 << 16);

    /** Receives one customer's snapshot; empty for a customer that is no more. */
    @FunctionalInterface
    public interface Reader {
        void read(int customer, byte[] snapshot);
    }

    public void add(int customer, byte[] snapshot) {
        number(customer);
        number(snapshot.length);
        raw.writeBytes(snapshot);
    }

    public int rawBytes() {
        return raw.size();
    }

    public byte[] encode() {
        byte[] plain = raw.toByteArray();
        byte[] packed = Zstd.compress(plain, ZSTD_LEVEL);
        byte[] part = new byte[HEADER_BYTES + packed.length];
        part[0] = VERSION;
        for (int i = 0; i < 4; i++) {
            part[1 + i] = (byte) (plain.length >>> (24 - 8 * i));
        }
        System.arraycopy(packed, 0, part, HEADER_BYTES, packed.length);
        return part;
    }

    /** @throws CorruptJournalException if the bytes are not a part that this build reads */
    public static void decode(byte[] part, Reader reader) {
        if (part.length < HEADER_BYTES || part[0] != VERSION) {
            throw new CorruptJournalException("a cut's part is of a version that this build does not read"
                    + "\nStart the build that wrote it, or a newer one.");
        }
        int rawLength = 0;
        for (int i = 0; i < 4; i++) {
            rawLength = rawLength << 8 | (part[1 + i] & 0xFF);
        }
        RecordInput in = new RecordInput(unpack(part, rawLength));
        while (!in.atEnd()) {
            reader.read(in.count(), in.bytes());
        }
    }

    private static byte[] unpack(byte[] part, int rawLength) {
        byte[] raw = new byte[Math.max(0, rawLength)];
        try {
            long size = Zstd.decompressByteArray(raw, 0, raw.length, part, HEADER_BYTES, part.length - HEADER_BYTES);
            if (size != rawLength) {
                throw new CorruptJournalException("a cut's part has " + size + " bytes in place of " + rawLength);
            }
            return raw;
        } catch (ZstdException e) {
            throw new CorruptJournalException("a cut's part cannot be decompressed: " + e.getMessage());
        }
    }

    private void number(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            raw.write(rest | 0x80);
            rest >>>= 7;
        }
        raw.write(rest);
    }
}
