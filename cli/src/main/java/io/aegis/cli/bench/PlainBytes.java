package io.aegis.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The limit to compare with from bytes: lines whose fields are known to stand in one order, read in place into {@link
 * PlainArrays}. Nothing is checked, masked or rejected; a customer is told by 64 bits of a hash.
 */
final class PlainBytes {

    private static final int CUSTOMER = skipped("{\"type\":\"api_call\",\"customer\":\"");
    private static final int AT = skipped("\",\"at\":");
    private static final int METHOD = skipped(",\"method\":\"");
    private static final int ROUTE = skipped("\",\"route\":\"");
    private static final int STATUS = skipped("\",\"status\":");

    private final PlainArrays arrays;
    private final long[] ids;
    private final int[] numbers;
    private int customers;
    private byte[] b = {};
    private int i;

    private PlainBytes(int customersMax, long startMillis) {
        arrays = new PlainArrays(customersMax, startMillis);
        int slots = Integer.highestOneBit(customersMax) * 4;
        ids = new long[slots];
        numbers = new int[slots];
    }

    /** Reads all blocks into fresh state; how many calls they had. */
    static long run(List<byte[]> blocks, int customersMax, long startMillis) {
        PlainBytes plain = new PlainBytes(customersMax, startMillis);
        long calls = 0;
        for (byte[] block : blocks) {
            calls += plain.read(block);
        }
        return calls;
    }

    private long read(byte[] block) {
        b = block;
        i = 0;
        long calls = 0;
        while (i < b.length) {
            i += CUSTOMER;
            int customer = number(id());
            i += AT;
            long at = digits();
            i += METHOD;
            toQuote();
            i += ROUTE;
            toQuote();
            i += STATUS;
            arrays.call(customer, at, (int) digits());
            toEnd();
            calls++;
        }
        return calls;
    }

    private static int skipped(String text) {
        return text.getBytes(StandardCharsets.US_ASCII).length;
    }

    private long id() {
        long hash = 1;
        for (; b[i] != '"'; i++) {
            hash = hash * 0x100000001B3L ^ b[i];
        }
        return hash;
    }

    private int number(long id) {
        int mask = ids.length - 1;
        int slot = (int) (id * 0x9E3779B97F4A7C15L >>> 33) & mask;
        while (ids[slot] != id) {
            if (ids[slot] == 0) {
                ids[slot] = id;
                numbers[slot] = customers++;
                break;
            }
            slot = slot + 1 & mask;
        }
        return numbers[slot];
    }

    private long digits() {
        long value = 0;
        for (; b[i] >= '0' && b[i] <= '9'; i++) {
            value = value * 10 + b[i] - '0';
        }
        return value;
    }

    private void toQuote() {
        while (b[i] != '"') {
            i++;
        }
    }

    private void toEnd() {
        while (b[i++] != '\n') {}
    }
}
