package io.aegis.engine.fleet;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** State of the fleet stage: the platform, the sources, and which customers wait for which minute's verdict. */
public final class Fleet {

    public final Platform platform = new Platform();
    public final Sources sources = new Sources();
    private final TreeMap<Integer, TreeSet<Integer>> waiting = new TreeMap<>();

    /** Block of minutes in which a customer counts once. */
    public static int block(int minute) {
        return Math.floorDiv(minute, Platform.BLOCK_MINUTES);
    }

    /** A customer waits for that minute's verdict. */
    public void await(int customer, int minute) {
        waiting.computeIfAbsent(minute, m -> new TreeSet<>()).add(customer);
    }

    /** The earliest minute that has something to decide once it is complete; {@link Integer#MAX_VALUE} if none. */
    public int nextMinute() {
        int next = waiting.isEmpty() ? Integer.MAX_VALUE : waiting.firstKey();
        return Math.min(next, platform.nextMinute());
    }

    /** Customers that wait for that minute, ascending; they wait no longer. */
    public List<Integer> take(int minute) {
        TreeSet<Integer> customers = waiting.remove(minute);
        return customers == null ? List.of() : new ArrayList<>(customers);
    }

    /** The earliest minute that somebody waits for; {@link Integer#MAX_VALUE} if none. */
    public int firstWaiting() {
        return waiting.isEmpty() ? Integer.MAX_VALUE : waiting.firstKey();
    }

    public void write(SnapshotWriter out) {
        platform.write(out);
        sources.write(out);
        out.number(waiting.size());
        for (Map.Entry<Integer, TreeSet<Integer>> entry : waiting.entrySet()) {
            out.number(entry.getKey());
            out.number(entry.getValue().size());
            entry.getValue().forEach(out::number);
        }
    }

    /** @param kept as in {@link Platform#read} */
    public void read(SnapshotReader in, boolean kept) {
        platform.read(in, kept);
        sources.read(in);
        for (int i = in.integer(); i > 0; i--) {
            int minute = in.integer();
            for (int j = in.integer(); j > 0; j--) {
                await(in.integer(), minute);
            }
        }
    }
}
