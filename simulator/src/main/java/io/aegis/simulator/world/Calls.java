package io.aegis.simulator.world;

/**
 * A call in one long while its block is sorted: 22 bits of milliseconds within the block, 22 of company, 20 of detail
 * (4 slot of route, 5 status, 2 key, 9 latency).
 */
public final class Calls {

    static final int DETAIL_BITS = 20;
    static final int COMPANY_BITS = 22;
    private static final int COMPANY_MASK = (1 << COMPANY_BITS) - 1;
    /** Half the range of 22 bits, so that offsets use the sign too. */
    private static final int OFFSET_BIAS = 1 << 21;

    private static final int DETAIL_MASK = (1 << DETAIL_BITS) - 1;

    private Calls() {}

    static int detail(int slot, int statusCode, int key, int latencyCode) {
        return slot << 16 | statusCode << 11 | key << 9 | latencyCode;
    }

    static long pack(int company, int detail) {
        return (long) company << DETAIL_BITS | detail;
    }

    /** The call in its place: packed calls of a block sort by time as signed longs. */
    static long placed(long offsetMillis, long call) {
        return (offsetMillis - OFFSET_BIAS) << (DETAIL_BITS + COMPANY_BITS) | call;
    }

    static int offsetMillis(long packed) {
        return (int) (packed >> (DETAIL_BITS + COMPANY_BITS)) + OFFSET_BIAS;
    }

    static int company(long packed) {
        return (int) (packed >>> DETAIL_BITS) & COMPANY_MASK;
    }

    static int detail(long packed) {
        return (int) packed & DETAIL_MASK;
    }

    /** Number of the route in {@link Route#ALL}. */
    public static int route(Company company, int detail) {
        return company.routes[detail >>> 16];
    }

    public static int status(int detail) {
        return Status.of(detail >>> 11 & 31);
    }

    public static int key(int detail) {
        return detail >>> 9 & 3;
    }

    public static int latencyMillis(int detail) {
        return Latency.millis(detail & 511);
    }
}
