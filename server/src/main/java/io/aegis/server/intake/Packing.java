package io.aegis.server.intake;

import com.github.luben.zstd.ZstdInputStream;
import io.aegis.server.http.Problem;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a body is compressed. */
enum Packing {
    NONE,
    GZIP,
    ZSTD;

    /** 8 MiB: the largest window that RFC 8878 asks a decoder to support; more is a way to eat memory. */
    private static final int ZSTD_WINDOW_LOG_MAX = 23;

    /** @throws io.aegis.server.http.ProblemException 415 for any other */
    static Packing of(@Nullable String contentEncoding) {
        if (contentEncoding == null) {
            return NONE;
        }
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> NONE;
            case "gzip", "x-gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default ->
                throw Problem.of(
                                415,
                                "Content-Encoding (" + contentEncoding + ") is not known.\nUse gzip, zstd or none.")
                        .header("Accept-Encoding", "gzip, zstd")
                        .exception();
        };
    }

    /** Bytes unpacked one piece after another. */
    interface Reader extends Closeable {
        /** Reads at least one byte; -1 at the end of whole data. */
        int read(byte[] into, int offset, int length) throws IOException;
    }

    Reader open(byte[] packed, int length) throws IOException {
        return switch (this) {
            case NONE -> reader(new ByteArrayInputStream(packed, 0, length));
            case GZIP -> new GzipReader(packed, length);
            case ZSTD ->
                reader(new ZstdInputStream(new ByteArrayInputStream(packed, 0, length))
                        .setLongMax(ZSTD_WINDOW_LOG_MAX));
        };
    }

    private static Reader reader(java.io.InputStream in) {
        return new Reader() {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return in.read(into, offset, length);
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
