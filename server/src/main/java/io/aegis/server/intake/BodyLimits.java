package io.aegis.server.intake;

/**
 * How much a request may hold.
 *
 * @param sentBytesMax of the body as it comes over the wire
 * @param unpackedBytesMax after decompression
 * @param inFlightBytesMax of all bodies being read or decoded at one time
 */
public record BodyLimits(int sentBytesMax, int unpackedBytesMax, long inFlightBytesMax) {

    private static final int MEBIBYTE = 1 << 20;

    public BodyLimits {
        if (sentBytesMax < 1 || unpackedBytesMax < 1 || inFlightBytesMax < 1) {
            throw new IllegalArgumentException("body limits (" + sentBytesMax + ", " + unpackedBytesMax + ", "
                    + inFlightBytesMax + ") must be at least 1 byte");
        }
    }

    /** 16 MiB as sent, 64 MiB unpacked, a quarter of the heap at one time but at least one full body. */
    public static BodyLimits standard() {
        long heap = Runtime.getRuntime().maxMemory();
        return new BodyLimits(16 * MEBIBYTE, 64 * MEBIBYTE, Math.max(heap / 4, 96L * MEBIBYTE));
    }
}
