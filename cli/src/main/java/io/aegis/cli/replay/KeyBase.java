package io.aegis.cli.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * What requests and events are named by, so that a server knows them again: from the content of the files, not from
 * their names or the day.
 *
 * @param batches beginning of each request's Idempotency-Key
 * @param files beginning of the ids of each file's events
 * @param salt put before ids that events bring along; empty unless they are to count again
 */
record KeyBase(String batches, List<String> files, String salt) {

    private static final int FILE_HEX_CHARS = 16;
    private static final int BATCH_HEX_CHARS = 32;

    static KeyBase of(List<byte[]> contentHashes, String options, boolean again) {
        String salt = "";
        if (again) {
            byte[] random = new byte[6];
            new SecureRandom().nextBytes(random);
            salt = HexFormat.of().formatHex(random) + "-";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((options + "\n" + salt).getBytes(StandardCharsets.UTF_8));
            contentHashes.forEach(digest::update);
            String batches = LogFile.hex(digest.digest()).substring(0, BATCH_HEX_CHARS);
            String before = salt;
            List<String> files = contentHashes.stream()
                    .map(hash -> before + LogFile.hex(hash).substring(0, FILE_HEX_CHARS))
                    .toList();
            return new KeyBase(batches, files, salt);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    /** @param own the id that the event brought along */
    String eventId(int file, long line, @org.jspecify.annotations.Nullable String own) {
        return own == null ? files.get(file) + "-" + line : salt + own;
    }

    String batchKey(long number) {
        return batches + "-" + number;
    }
}
