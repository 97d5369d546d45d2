package io.aegis.server.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Styles, scripts, fonts and drawings, held in memory, packed once, under an address that changes with their content. */
@Component
final class Assets {

    static final List<String> NAMES = List.of(
            "tokens.css",
            "app.css",
            "responsive.css",
            "app.js",
            "charts.js",
            "clock.js",
            "figures.js",
            "filters.js",
            "focus.js",
            "imports.js",
            "inbox.js",
            "keys.js",
            "notices.js",
            "parts.js",
            "sheets.js",
            "simulator.js",
            "stream.js",
            "unread.js",
            "icons.svg",
            "chevron.svg",
            "mark.svg",
            "geist.woff2",
            "geist-mono.woff2",
            "geist-LICENSE.txt");

    private final Map<String, Asset> byName = new TreeMap<>();
    private final String version;

    Assets() {
        MessageDigest digest = sha256();
        for (String name : NAMES) {
            byte[] plain = read(name);
            digest.update(plain);
            byte[] packed = name.endsWith(".woff2") ? plain : gzip(plain);
            byName.put(name, new Asset(type(name), plain, packed.length < plain.length ? packed : null));
        }
        version = HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    /**
     * One file.
     *
     * @param packed with gzip, null where that gains nothing
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Asset(String type, byte[] plain, byte @Nullable [] packed) {}

    /** Address of the folder; its last part is the content's hash. */
    String folder() {
        return "/assets/" + version;
    }

    boolean current(String folder) {
        return folder.equals(version);
    }

    @Nullable
    Asset named(String name) {
        return byName.get(name);
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "asset (" + name + ") is not on the class path.\nBuild the server anew.");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("asset (" + name + ") cannot be read", failure);
        }
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            case ".woff2" -> "font/woff2";
            default -> "text/plain; charset=utf-8";
        };
    }
}
