package io.aegis.server.processing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** This host's own part of a cut: the check's counters and the customers whose rows are behind. */
final class HostState {

    private static final int VERSION = 1;

    private HostState() {}

    static byte[] write(CheckCounters counters, int[] behind) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(counters.opened());
            out.writeLong(counters.cleared());
            out.writeLong(counters.sinceMillis());
            out.writeInt(behind.length);
            for (int customer : behind) {
                out.writeInt(customer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Restores the counters and answers who is behind. */
    static int[] read(byte[] bytes, CheckCounters counters) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("a cut's host state is of version (" + version + "), this build reads "
                        + VERSION + "\nStart the build that wrote it, or a newer one.");
            }
            counters.restore(in.readLong(), in.readLong(), in.readLong());
            int[] behind = new int[in.readInt()];
            for (int i = 0; i < behind.length; i++) {
                behind[i] = in.readInt();
            }
            return behind;
        } catch (IOException e) {
            throw new UncheckedIOException("a cut's host state ends early", e);
        }
    }
}
