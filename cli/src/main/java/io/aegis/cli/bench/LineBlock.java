package io.aegis.cli.bench;

import io.aegis.engine.event.ApiCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects calls as lines of the public schema. */
final class LineBlock implements DoorLoad.Block {

    private static final int FULL_BYTES = 4 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FULL_BYTES + 256);

    void append(int customer, long atMillis, ApiCall call) {
        String line = "{\"type\":\"api_call\",\"customer\":\"c" + customer + "\",\"at\":" + atMillis + ",\"method\":\""
                + call.method() + "\",\"route\":\"" + call.route() + "\",\"status\":" + call.status()
                + ",\"latency_ms\":" + call.latencyMillis() + "}\n";
        bytes.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void append(int customer, long atMillis, boolean failed) {
        append("bench-" + customer, atMillis, failed ? 500 : 200);
    }

    /** A call of which only the outcome matters. */
    void append(String customer, long atMillis, int status) {
        append("{\"type\":\"api_call\",\"customer\":\"" + customer + "\",\"at\":" + atMillis
                + ",\"method\":\"GET\",\"route\":\"/v1/orders\",\"status\":" + status + ",\"latency_ms\":40}\n");
    }

    /** A whole line. */
    void append(String line) {
        bytes.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    }

    boolean isFull() {
        return bytes.size() >= FULL_BYTES;
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    @Override
    public byte[] take() {
        byte[] block = bytes.toByteArray();
        bytes.reset();
        return block;
    }
}
