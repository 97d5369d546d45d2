package io.aegis.server.intake;

import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Locale;

/**
 * A request's body, whole, unpacked and within limits. Close it when its bytes are no longer needed: until then they
 * count against what all requests together may hold.
 */
public final class RequestBody implements AutoCloseable {

    private static final int FIRST_BYTES = 16 * 1024;

    private final InFlight inFlight;
    private byte[] bytes;
    private int length;
    private long held;

    private RequestBody(InFlight inFlight) {
        this.inFlight = inFlight;
        this.bytes = new byte[0];
    }

    /**
     * Reads the body.
     *
     * @throws io.aegis.server.http.ProblemException 413 if it is too large, 415 for an encoding that is not known, 400
     *     if its compression is broken or it ends early, 429 if too much is being read at this moment
     */
    public static RequestBody read(HttpServletRequest request, InFlight inFlight) throws IOException {
        Packing packing = Packing.of(request.getHeader("Content-Encoding"));
        BodyLimits limits = inFlight.limits();
        long said = request.getContentLengthLong();
        if (said > limits.sentBytesMax()) {
            throw tooLarge("as sent", limits.sentBytesMax());
        }
        var body = new RequestBody(inFlight);
        try {
            body.receive(request.getInputStream(), (int) said, limits.sentBytesMax());
            if (packing != Packing.NONE) {
                body.unpack(packing, limits.unpackedBytesMax());
            }
            return body;
        } catch (IOException | RuntimeException failure) {
            body.close();
            throw failure;
        }
    }

    /** The body, unpacked. */
    public byte[] bytes() {
        if (length < bytes.length) {
            bytes = Arrays.copyOf(bytes, length);
        }
        return bytes;
    }

    @Override
    public void close() {
        inFlight.release(held);
        held = 0;
    }

    private void receive(InputStream in, int said, int bytesMax) {
        try {
            readAll(in, said, bytesMax);
        } catch (SocketTimeoutException slow) {
            throw Problem.of(408, "The body stopped after " + length + " bytes.\nSend it again.")
                    .exception();
        } catch (IOException cut) {
            throw Problem.of(
                            400,
                            "The body broke off after " + length + " bytes.\nNothing of it was taken; send it again.")
                    .exception();
        }
    }

    private void readAll(InputStream in, int said, int bytesMax) throws IOException {
        grow(said >= 0 ? said : FIRST_BYTES);
        while (true) {
            if (length == bytes.length) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                if (length == bytesMax) {
                    throw tooLarge("as sent", bytesMax);
                }
                grow((int) Math.min(bytesMax, Math.max(FIRST_BYTES, length * 2L)));
                bytes[length++] = (byte) next;
            }
            int n = in.read(bytes, length, bytes.length - length);
            if (n < 0) {
                break;
            }
            length += n;
        }
        if (said > length) {
            throw Problem.of(400, "The body ended after " + length + " of " + said + " bytes.\nSend it again whole.")
                    .exception();
        }
    }

    private void unpack(Packing packing, int bytesMax) {
        byte[] packed = bytes;
        int packedLength = length;
        long packedHeld = held;
        bytes = new byte[0];
        length = 0;
        held = 0;
        try (Packing.Reader reader = packing.open(packed, packedLength)) {
            grow((int) Math.min(bytesMax, Math.max(FIRST_BYTES, packedLength * 4L)));
            while (true) {
                if (length == bytes.length) {
                    if (length == bytesMax) {
                        if (reader.read(new byte[1], 0, 1) < 0) {
                            break;
                        }
                        throw tooLarge("after decompression", bytesMax);
                    }
                    grow((int) Math.min(bytesMax, length * 2L));
                }
                int n = reader.read(bytes, length, bytes.length - length);
                if (n < 0) {
                    break;
                }
                length += n;
            }
        } catch (IOException broken) {
            throw Problem.of(
                            400,
                            "The body is not whole " + packing.name().toLowerCase(Locale.ROOT) + " data: "
                                    + broken.getMessage() + "\nNothing of it was taken; "
                                    + (broken instanceof EOFException
                                            ? "send it again."
                                            : "send it packed as Content-Encoding says, or without that header."))
                    .exception();
        } finally {
            inFlight.release(packedHeld);
        }
    }

    private void grow(int size) {
        inFlight.acquire(size - (long) bytes.length);
        held += size - (long) bytes.length;
        byte[] larger = new byte[size];
        System.arraycopy(bytes, 0, larger, 0, length);
        bytes = larger;
    }

    private static RuntimeException tooLarge(String when, int bytesMax) {
        return Problem.of(
                        413,
                        "The body is larger than " + bytesMax + " bytes " + when + ".\nSend it in several requests.")
                .with("limit_bytes", bytesMax)
                .exception();
    }
}
