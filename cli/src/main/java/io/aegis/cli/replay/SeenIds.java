package io.aegis.cli.replay;

/**
 * Which record ids came before, as 64-bit hashes in two tables that take turns: the last {@code idsMax} ids at least are
 * known, twice as many at most, in bounded memory. Two ids of ten million share a hash with a chance of 1 to 360,000.
 */
final class SeenIds {

    private static final int FIRST_SLOTS = 1 << 12;

    private final int idsMax;
    private long[] recent = new long[FIRST_SLOTS];
    private long[] older = new long[1];
    private int recentSize;

    SeenIds(int idsMax) {
        this.idsMax = idsMax;
    }

    /** False if the id came before. */
    boolean add(String id) {
        long hash = hash(id);
        if (holds(older, hash) || holds(recent, hash)) {
            return false;
        }
        if (recentSize >= idsMax) {
            older = recent;
            recent = new long[FIRST_SLOTS];
            recentSize = 0;
        } else if (recentSize * 2 >= recent.length) {
            long[] grown = new long[recent.length * 2];
            for (long each : recent) {
                if (each != 0) {
                    put(grown, each);
                }
            }
            recent = grown;
        }
        put(recent, hash);
        recentSize++;
        return true;
    }

    private static boolean holds(long[] table, long hash) {
        int mask = table.length - 1;
        for (int slot = slot(hash, mask); table[slot] != 0; slot = slot + 1 & mask) {
            if (table[slot] == hash) {
                return true;
            }
        }
        return false;
    }

    private static void put(long[] table, long hash) {
        int mask = table.length - 1;
        int slot = slot(hash, mask);
        while (table[slot] != 0) {
            slot = slot + 1 & mask;
        }
        table[slot] = hash;
    }

    private static int slot(long hash, int mask) {
        return (int) (hash >>> 20) & mask;
    }

    /** Never 0, which marks a free slot. */
    private static long hash(String id) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ hash >>> 29) * 0x94D049BB133111EBL;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
