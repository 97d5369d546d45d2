package io.aegis.server.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Unpacks a tar stream (POSIX ustar and GNU long names): files, directories and symbolic links, nothing else. */
final class TarFile {

    private static final int BLOCK_BYTES = 512;
    private static final int FILE_BYTES_MAX = 256 << 20;

    private final InputStream in;
    private final Path target;

    private TarFile(InputStream in, Path target) {
        this.in = in;
        this.target = target.toAbsolutePath().normalize();
    }

    static void unpack(InputStream in, Path target) throws IOException {
        new TarFile(in, target).unpackAll();
    }

    private void unpackAll() throws IOException {
        String longName = null;
        String longLink = null;
        for (byte[] header = block(); header[0] != 0; header = block()) {
            int size = (int) Math.min(number(header, 124, 12), FILE_BYTES_MAX);
            byte[] content = content(size);
            switch (header[156]) {
                case 'L' -> longName = text(content, 0, size);
                case 'K' -> longLink = text(content, 0, size);
                default -> {
                    String name = longName == null ? name(header) : longName;
                    String link = longLink == null ? text(header, 157, 100) : longLink;
                    write(header, name, link, content);
                    longName = null;
                    longLink = null;
                }
            }
        }
    }

    private void write(byte[] header, String name, String link, byte[] content) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("archive entry (" + name + ") points out of its directory");
        }
        switch (header[156]) {
            case '5' -> Files.createDirectories(path);
            case '2' -> {
                Files.createDirectories(path.getParent());
                Files.createSymbolicLink(path, Path.of(link));
            }
            case '0', 0 -> {
                Files.createDirectories(path.getParent());
                Files.write(path, content);
                boolean executable = (number(header, 100, 8) & 0100) != 0;
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            }
            default ->
                throw new IOException("archive entry (" + name + ") is of an unknown kind (" + header[156] + ")");
        }
    }

    private byte[] content(int size) throws IOException {
        byte[] content = exactly(size);
        exactly((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
        return content;
    }

    private byte[] block() throws IOException {
        return exactly(BLOCK_BYTES);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("archive ends early");
        }
        return bytes;
    }

    private static String name(byte[] header) {
        String prefix = text(header, 345, 155);
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static long number(byte[] header, int from, int length) {
        String digits = text(header, from, length).trim();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
