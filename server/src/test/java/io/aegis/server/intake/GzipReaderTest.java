package io.aegis.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

final class GzipReaderTest {

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String read(byte[] packed) throws IOException {
        var unpacked = new ByteArrayOutputStream();
        try (var reader = new GzipReader(packed, packed.length)) {
            byte[] piece = new byte[7];
            for (int n = reader.read(piece, 0, piece.length); n >= 0; n = reader.read(piece, 0, piece.length)) {
                unpacked.write(piece, 0, n);
            }
        }
        return unpacked.toString(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void shouldReadWhatTheJdkWrites() throws IOException {
        String text = "one event after another ".repeat(1_000);
        assertThat(read(gzip(text))).isEqualTo(text);
        assertThat(read(gzip(""))).isEmpty();
    }

    @Test
    void shouldReadMembersOneAfterAnother() throws IOException {
        assertThat(read(joined(gzip("first "), gzip("second")))).isEqualTo("first second");
    }

    @Test
    void shouldReadHeadersWithNameAndComment() throws IOException {
        byte[] plain = gzip("named");
        byte[] head = Arrays.copyOf(plain, 10);
        head[3] = 0x18;
        byte[] named = joined(
                joined(head, "file\0said\0".getBytes(StandardCharsets.ISO_8859_1)),
                Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(read(named)).isEqualTo("named");
    }

    @Test
    void shouldRefuseEachCut() throws IOException {
        byte[] whole = gzip("cut me anywhere, it must be seen");
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFitItsChecksum() throws IOException {
        byte[] wrong = gzip("checked");
        wrong[wrong.length - 6] ^= 1;
        assertThatThrownBy(() -> read(wrong)).isInstanceOf(ZipException.class).hasMessageContaining("checksum");
    }

    @Test
    void shouldRefuseWhatFollows() throws IOException {
        byte[] more = joined(gzip("whole"), "0123456789abc".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> read(more)).isInstanceOf(ZipException.class).hasMessageContaining("follow");
    }

    @Test
    void shouldRefuseOtherBytes() {
        byte[] text = "{\"type\":\"tick\"}".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> read(text)).isInstanceOf(ZipException.class).hasMessageContaining("begin");
    }
}
