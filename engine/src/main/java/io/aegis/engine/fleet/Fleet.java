package io.aegis.engine.fleet;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * State of the fleet stage: the platform, the sources, and which customers wait for which minute's verdict, had one of
 * late, or are held by which incident.
 */
public final class Fleet {

    public final Platform platform = new Platform();
    public final Sources sources = new Sources();
    private final TreeMap<Integer, SortedSet<Integer>> waiting = new TreeMap<>();
    /** Customers that had their verdict, by its minute, as far back as an incident may begin. */
    private final TreeMap<Integer, SortedSet<Integer>> decided = new TreeMap<>();
    /** Customers with an intervention held by an incident, by its id. */
    private final TreeMap<String, SortedSet<Integer>> held = new TreeMap<>();

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

    /** Customers that wait for that minute, ascending; they wait no longer. Minutes come in order. */
    public List<Integer> take(int minute) {
        decided.headMap(Platform.earliestBeginning(minute)).clear();
        SortedSet<Integer> customers = waiting.remove(minute);
        if (customers == null) {
            return List.of();
        }
        decided.put(minute, customers);
        return List.copyOf(customers);
    }

    /** Customers that waited for a verdict on that minute or a later one and had it, ascending. */
    public List<Integer> decidedSince(int minute) {
        TreeSet<Integer> customers = new TreeSet<>();
        decided.tailMap(minute).values().forEach(customers::addAll);
        return List.copyOf(customers);
    }

    /** Something of the customer is held by the incident. */
    public void hold(String incident, int customer) {
        held.computeIfAbsent(incident, id -> new TreeSet<>()).add(customer);
    }

    /** Customers of whom the incident holds something, ascending; it holds nothing any longer. */
    public List<Integer> free(String incident) {
        SortedSet<Integer> customers = held.remove(incident);
        return customers == null ? List.of() : List.copyOf(customers);
    }

    /** The earliest minute that somebody waits for; {@link Integer#MAX_VALUE} if none. */
    public int firstWaiting() {
        return waiting.isEmpty() ? Integer.MAX_VALUE : waiting.firstKey();
    }

    public void write(SnapshotWriter out) {
        platform.write(out);
        sources.write(out);
        write(waiting, minute -> out.number(minute), out);
        write(held, out::text, out);
        write(decided, minute -> out.number(minute), out);
    }

    private static <K> void write(Map<K, SortedSet<Integer>> customers, Consumer<K> key, SnapshotWriter out) {
        out.number(customers.size());
        customers.forEach((of, numbers) -> {
            key.accept(of);
            out.number(numbers.size());
            numbers.forEach(out::number);
        });
    }

    public void read(SnapshotReader in) {
        platform.read(in);
        readRest(in, true);
    }

    /**
     * What was written when 5xx answers alone were counted.
     *
     * @param kept as in {@link Platform#readServerAlone}
     * @param late whether verdicts of late were written
     */
    public void readServerAlone(SnapshotReader in, boolean kept, boolean late) {
        platform.readServerAlone(in, kept);
        readRest(in, late);
    }

    private void readRest(SnapshotReader in, boolean late) {
        sources.read(in);
        read(waiting, in::integer, in);
        read(held, in::textOrEmpty, in);
        if (late) {
            read(decided, in::integer, in);
        }
    }

    private static <K> void read(Map<K, SortedSet<Integer>> customers, Supplier<K> key, SnapshotReader in) {
        for (int i = in.integer(); i > 0; i--) {
            SortedSet<Integer> numbers = customers.computeIfAbsent(key.get(), of -> new TreeSet<>());
            for (int j = in.integer(); j > 0; j--) {
                numbers.add(in.integer());
            }
        }
    }
}
