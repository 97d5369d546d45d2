package io.aegis.simulator.world;

/**
 * A call in one long while its block is sorted: 22 bits of milliseconds within the block, 22 of company, 20 of detail
 * (4 slot of route, 5 status, 2 key, 9 latency).
 */
public final class Calls {

    static final int DETAIL_BITS = 20;
    static final int COMPANY_BITS = 22;
    private static final int COMPANY_MASK = (1 << COMPANY_BITS) - 1;
    private static final int DETAIL_MASK = (1 << DETAIL_BITS) - 1;

    private Calls() {}

    static int detail(int slot, int statusCode, int key, int latencyCode) {
        return slot << 16 | statusCode << 11 | key << 9 | latencyCode;
    }

    static long pack(long offsetMillis, int company, int detail) {
        return offsetMillis << (DETAIL_BITS + COMPANY_BITS) | (long) company << DETAIL_BITS | detail;
    }

    static int offsetMillis(long packed) {
        return (int) (packed >>> (DETAIL_BITS + COMPANY_BITS));
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
