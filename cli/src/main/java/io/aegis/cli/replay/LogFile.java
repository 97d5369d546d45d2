package io.aegis.cli.replay;

import com.github.luben.zstd.ZstdInputStream;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.formats.accesslog.LogFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
    private static final int TAR_MAGIC_AT = 257;
    private static final int GUESS_LINES_MAX = 50;
    private static final Pattern ARRAY = Pattern.compile("\\s*\\[\\s*(?:[{\\[]|$)");
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
            byte[] start = start(unpacked);
            refuseArchive(file, start);
            refuseArray(file, start);
            List<byte[]> first = firstLines(start);
            LogFormat format = given != null ? given : LogFormat.guess(first);
            if (format == null && !new String(start, StandardCharsets.ISO_8859_1).isBlank()) {
                throw new WrongInput(file + ": " + why(start));
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

    /** As much as there is of the beginning: what is damaged behind it is told when reading has come there. */
    private static byte[] start(InputStream unpacked) {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        byte[] part = new byte[BUFFER_BYTES];
        try {
            int read = 0;
            while (read >= 0 && start.size() < PEEK_BYTES) {
                read = unpacked.read(part, 0, Math.min(part.length, PEEK_BYTES - start.size()));
                start.write(part, 0, Math.max(0, read));
            }
        } catch (IOException damaged) {
            return start.toByteArray();
        }
        return start.toByteArray();
    }

    /** The files of an archive would be read as one, with what stands between them. */
    private static void refuseArchive(Path file, byte[] start) {
        boolean tar = start.length > TAR_MAGIC_AT + 5
                && new String(start, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
        if (tar) {
            throw new WrongInput(
                    file + " is an archive of tar: unpack it first (tar xf), or hand over what is in it: tar xOf "
                            + file + " | aegis replay -");
        }
    }

    /** Also one with an object a line: what stands between them would be wrong lines. */
    private static void refuseArray(Path file, byte[] start) {
        if (ARRAY.matcher(new String(start, StandardCharsets.ISO_8859_1)).lookingAt()) {
            throw new WrongInput(file + ": is a JSON array; put each object on a line of its own first: jq -c '.[]'");
        }
    }

    /** Why no format fits, as far as the first bytes tell. */
    private static String why(byte[] start) {
        String packed = begins(start, 'B', 'Z', 'h')
                ? "bzip2"
                : begins(start, 0xFD, '7', 'z', 'X', 'Z') ? "xz" : begins(start, 'P', 'K', 3, 4) ? "zip" : null;
        if (packed != null) {
            return "is packed with " + packed + "; unpack it first";
        }
        if (begins(start, 0xFF, 0xFE) || begins(start, 0xFE, 0xFF) || isWide(start)) {
            return "is in UTF-16; make UTF-8 of it first: iconv -f UTF-16 -t UTF-8";
        }
        if (begins(start, '{')) {
            return "is JSON over several lines; put each object on a line of its own first: jq -c .";
        }
        return "cannot tell the format from the first lines; give --format, one of "
                + String.join(", ", LogFormat.ids()) + ", or describe the lines by a layout (--config)";
    }

    /** Every second of the first bytes is zero, as in UTF-16 without a mark. */
    private static boolean isWide(byte[] bytes) {
        return bytes.length >= 4
                && ((bytes[0] == 0 && bytes[2] == 0 && bytes[1] != 0 && bytes[3] != 0)
                        || (bytes[1] == 0 && bytes[3] == 0 && bytes[0] != 0 && bytes[2] != 0));
    }

    private static boolean begins(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || bytes[i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static InputStream unpacked(Counting packed, Path file) throws IOException {
        byte[] magic = packed.readNBytes(4);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), packed);
        try {
            if (begins(magic, 0x1F, 0x8B)) {
                return new GZIPInputStream(whole, BUFFER_BYTES);
            }
        } catch (IOException damaged) {
            throw new WrongInput(file + " is no complete gzip file: " + damaged.getMessage(), damaged);
        }
        return begins(magic, 0x28, 0xB5, 0x2F, 0xFD) ? new ZstdInputStream(whole) : whole;
    }

    private static List<byte[]> firstLines(byte[] start) {
        List<byte[]> lines = new ArrayList<>();
        int from = begins(start, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        for (int i = from; i <= start.length && lines.size() < GUESS_LINES_MAX; i++) {
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
