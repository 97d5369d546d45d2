package io.aegis.cli.replay;

import com.github.luben.zstd.ZstdInputStream;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.formats.accesslog.LogFormat;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One file to replay, unpacked if it is gzip or zstd, whatever its name; {@code -} is standard input. */
final class LogFile implements AutoCloseable {

    private static final int PEEK_BYTES = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GUESS_LINES_MAX = 50;
    private static final Pattern TICK = Pattern.compile("\"type\"\\s*:\\s*\"tick\"");

    private final String name;
    private final Counting packed;
    private final InputStream lines;
    private final LogFormat format;
    private final boolean holdsTicks;

    private LogFile(String name, Counting packed, InputStream lines, LogFormat format, boolean holdsTicks) {
        this.name = name;
        this.packed = packed;
        this.lines = lines;
        this.format = format;
        this.holdsTicks = holdsTicks;
    }

    /** @param given null: guessed from the first lines */
    static LogFile open(Path file, @Nullable LogFormat given) throws IOException {
        if (Files.isDirectory(file)) {
            throw new WrongInput(file + " is a directory: name the files in it");
        }
        boolean standardInput = file.toString().equals("-");
        Counting packed = new Counting(standardInput ? System.in : Files.newInputStream(file));
        try {
            InputStream unpacked = unpacked(packed, file);
            byte[] start = unpacked.readNBytes(PEEK_BYTES);
            List<byte[]> first = firstLines(start);
            LogFormat format = given != null ? given : LogFormat.guess(first);
            if (format == null && !first.isEmpty()) {
                throw new WrongInput(file + ": cannot tell the format from the first lines; give --format, one of "
                        + String.join(", ", LogFormat.ids()));
            }
            boolean ticks =
                    TICK.matcher(new String(start, StandardCharsets.ISO_8859_1)).find();
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), unpacked);
            return new LogFile(file.toString(), packed, all, format == null ? LogFormat.NDJSON : format, ticks);
        } catch (IOException | RuntimeException fault) {
            packed.close();
            throw fault;
        }
    }

    private static InputStream unpacked(Counting packed, Path file) throws IOException {
        byte[] magic = packed.readNBytes(4);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), packed);
        try {
            if (magic.length >= 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B) {
                return new GZIPInputStream(whole, BUFFER_BYTES);
            }
        } catch (IOException damaged) {
            throw new WrongInput(file + " is no complete gzip file: " + damaged.getMessage(), damaged);
        }
        boolean zstd = magic.length == 4
                && magic[0] == 0x28
                && magic[1] == (byte) 0xB5
                && magic[2] == 0x2F
                && magic[3] == (byte) 0xFD;
        return zstd ? new ZstdInputStream(whole) : whole;
    }

    private static List<byte[]> firstLines(byte[] start) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= start.length && lines.size() < GUESS_LINES_MAX; i++) {
            boolean end = i == start.length ? i > from && i < PEEK_BYTES : start[i] == '\n';
            if (end) {
                lines.add(java.util.Arrays.copyOfRange(start, from, i));
                from = i + 1;
            }
        }
        return lines;
    }

    /** SHA-256 of the file as it lies there, the same under any name. */
    static byte[] contentHash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    String name() {
        return name;
    }

    LogFormat format() {
        return format;
    }

    InputStream lines() {
        return lines;
    }

    /** A tick is among its first lines: it is a record of what was sent, in the order in which it was. */
    boolean holdsTicks() {
        return holdsTicks;
    }

    /** Bytes of the file read so far, packed as they are. */
    long bytesRead() {
        return packed.count;
    }

    @Override
    public void close() throws IOException {
        lines.close();
        packed.close();
    }

    private static final class Counting extends FilterInputStream {

        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
