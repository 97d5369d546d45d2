package io.aegis.engine.snapshot;

import io.aegis.engine.Engine;
import io.aegis.engine.RestoredCustomer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cut over an engine as text: the bytes of the shared state and of each customer, and beside a customer the signals
 * that were measured when it was written.
 */
final class CutFile {

    private static final int CHARS_IN_LINE = 100;
    private static final String SHARED = "shared";
    private static final String CUSTOMER = "customer ";
    private static final String BYTES = "  ";
    private static final String SIGNAL = "= ";

    private byte[] shared = {};
    private final SortedMap<Integer, byte[]> customers = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<String, String>> signals = new TreeMap<>();

    private CutFile() {}

    static CutFile of(Engine engine) {
        CutFile file = new CutFile();
        file.shared = engine.snapshotShared();
        for (int customer = 0; customer < engine.customerLimit(); customer++) {
            if (engine.knows(customer)) {
                file.customers.put(customer, engine.snapshot(customer));
                file.signals.put(customer, signals(engine, customer));
            }
        }
        return file;
    }

    private static SortedMap<String, String> signals(Engine engine, int customer) {
        SortedMap<String, String> values = new TreeMap<>();
        engine.view(customer).signals().forEach((name, value) -> values.put(name, String.valueOf(value)));
        return values;
    }

    /** What its name begins with: the versions that its bytes say they are of. */
    String versions() {
        return "customer-v" + versionOf(customers.values().iterator().next()) + "-shared-v" + versionOf(shared);
    }

    private static int versionOf(byte[] bytes) {
        return new SnapshotReader(bytes).integer();
    }

    void restore(Engine engine) {
        engine.restoreShared(shared);
        customers.forEach((customer, bytes) -> engine.restore(RestoredCustomer.of(customer, bytes)));
    }

    /** What an engine measures otherwise than was written; a signal that only one of both knows is no difference. */
    List<String> readOtherwise(Engine engine) {
        List<String> differences = new ArrayList<>();
        signals.forEach((customer, written) -> signals(engine, customer).forEach((name, value) -> {
            String before = written.getOrDefault(name, value);
            if (!before.equals(value)) {
                differences.add(CUSTOMER + customer + ": " + name + " was " + before + ", is " + value);
            }
        }));
        return differences;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        bytes(SHARED, shared, text);
        customers.forEach((customer, bytes) -> {
            bytes(CUSTOMER + customer, bytes, text);
            signals.getOrDefault(customer, new TreeMap<>())
                    .forEach((name, value) -> text.append(SIGNAL)
                            .append(name)
                            .append(' ')
                            .append(value)
                            .append('\n'));
        });
        return text.toString();
    }

    private static void bytes(String title, byte[] bytes, StringBuilder text) {
        text.append(title).append('\n');
        String coded = Base64.getEncoder().encodeToString(bytes);
        for (int from = 0; from < coded.length(); from += CHARS_IN_LINE) {
            int to = Math.min(coded.length(), from + CHARS_IN_LINE);
            text.append(BYTES).append(coded, from, to).append('\n');
        }
    }

    static CutFile read(String text) {
        CutFile file = new CutFile();
        int customer = -1;
        StringBuilder coded = new StringBuilder();
        for (String line : (text + CUSTOMER + "-1").split("\n", -1)) {
            if (line.startsWith(BYTES)) {
                coded.append(line.strip());
            } else if (line.startsWith(SIGNAL)) {
                String[] words = line.substring(SIGNAL.length()).split(" ", 2);
                file.signals.computeIfAbsent(customer, c -> new TreeMap<>()).put(words[0], words[1]);
            } else if (line.startsWith(CUSTOMER)) {
                file.keep(customer, coded);
                customer = Integer.parseInt(line.substring(CUSTOMER.length()));
            }
        }
        return file;
    }

    private void keep(int customer, StringBuilder coded) {
        byte[] bytes = Base64.getDecoder().decode(coded.toString());
        coded.setLength(0);
        if (customer < 0) {
            shared = bytes;
        } else {
            customers.put(customer, bytes);
        }
    }
}
