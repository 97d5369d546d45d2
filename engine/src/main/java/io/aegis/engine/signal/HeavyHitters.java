package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The heaviest failing (method, route, status) triples of the running 6-hour block and the one before, by Space-Saving
 * with {@value #ENTRIES_MAX} counters (Metwally, Agrawal, El Abbadi 2005): a new triple takes the place of the lightest.
 */
public final class HeavyHitters {

    /** As many triples are told apart. */
    public static final int ENTRIES_MAX = 8;

    /** Of calls added up: any route, any method. */
    public static final String ANY = "*";

    /** In place of a key: more than one. */
    public static final String SEVERAL = "*";

    static final Comparator<Failure> HEAVIEST = Comparator.comparingLong(Failure::count)
            .reversed()
            .thenComparing(Failure::route)
            .thenComparing(Failure::method)
            .thenComparingInt(Failure::status);

    private static final long BLOCK_MILLIS = 6 * 3_600_000L;
    static final int NONE = Integer.MIN_VALUE;
    private static final Entry[] NO_ENTRIES = {};

    private Entry[] entries = NO_ENTRIES;
    /** The running block, {@link #NONE} before the first failure. */
    private int block = NONE;

    /**
     * A failing triple.
     *
     * @param key that it came with in the running block, {@link #SEVERAL} of more than one; null where none was said
     * @param count exact unless it took another's place
     */
    public record Failure(
            String method,
            String route,
            int status,
            @Nullable String key,
            long count,
            long sinceMillis) {}

    private static final class Entry {
        String method = "";
        String route = "";
        int status;
        /** Epoch seconds of the last of them, {@link #NONE} once its key's next call of the route was good. */
        int last;
        /** Hash of the key that it came with, 0 without one. */
        int lastKey;

        @Nullable
        String key;

        int running;
        int previous;
        long sinceMillis;

        long count() {
            return (long) running + previous;
        }
    }

    /** @param first whether a trouble begins with it: keys of before say nothing of that */
    void add(String method, String route, int status, @Nullable String key, long count, long atMillis, boolean first) {
        turnTo((int) Math.floorDiv(atMillis, BLOCK_MILLIS));
        Entry entry = find(method, route, status);
        if (entry == null) {
            entry = take();
            entry.method = method;
            entry.route = route;
            entry.status = status;
            entry.key = key;
            entry.sinceMillis = atMillis;
        }
        boolean another = entry.running > 0 && !first && !Objects.equals(entry.key, key);
        entry.key = another ? SEVERAL : key;
        entry.running = saturated(entry.running + count);
        entry.last = seconds(atMillis);
        entry.lastKey = Objects.hashCode(key);
    }

    /** When the key's call of that route before this one failed in the same way, epoch seconds; else {@link #NONE}. */
    int failedLast(String method, String route, int status, @Nullable String key) {
        Entry entry = find(method, route, status);
        return entry != null && entry.lastKey == Objects.hashCode(key) ? entry.last : NONE;
    }

    /** A good call: what failed last of its route and key is over. */
    void good(String method, String route, @Nullable String key) {
        for (Entry e : entries) {
            if (e.last != NONE
                    && e.lastKey == Objects.hashCode(key)
                    && e.route.equals(route)
                    && e.method.equals(method)) {
                e.last = NONE;
            }
        }
    }

    static int seconds(long millis) {
        return (int) Math.floorDiv(millis, 1000L);
    }

    /** When each failed last, which earlier versions did not keep. */
    void writeLast(SnapshotWriter out) {
        for (Entry e : entries) {
            out.number(e.last);
            out.number(e.lastKey);
        }
    }

    void readLast(SnapshotReader in) {
        for (Entry e : entries) {
            e.last = in.integer();
            e.lastKey = in.integer();
        }
    }

    /** Heaviest first. */
    List<Failure> heaviest(long nowMillis) {
        long ago = block == NONE ? 0 : Math.floorDiv(nowMillis, BLOCK_MILLIS) - block;
        List<Failure> found = new ArrayList<>();
        for (Entry e : entries) {
            long count = ago <= 0 ? e.count() : ago == 1 ? e.running : 0;
            if (count > 0) {
                found.add(new Failure(e.method, e.route, e.status, e.key, count, e.sinceMillis));
            }
        }
        found.sort(HEAVIEST);
        return found;
    }

    /** The instant from which on failures are counted: six to twelve hours ago. */
    public static long fromMillis(long nowMillis) {
        return (Math.floorDiv(nowMillis, BLOCK_MILLIS) - 1) * BLOCK_MILLIS;
    }

    private void turnTo(int now) {
        if (block == NONE || now <= block) {
            block = Math.max(block, now);
            return;
        }
        boolean next = now == block + 1;
        for (Entry e : entries) {
            e.previous = next ? e.running : 0;
            e.running = 0;
        }
        entries = Arrays.stream(entries).filter(e -> e.count() > 0).toArray(Entry[]::new);
        block = now;
    }

    private @Nullable Entry find(String method, String route, int status) {
        for (Entry e : entries) {
            if (e.status == status && e.route.equals(route) && e.method.equals(method)) {
                return e;
            }
        }
        return null;
    }

    private Entry take() {
        if (entries.length < ENTRIES_MAX) {
            entries = Arrays.copyOf(entries, entries.length + 1);
            entries[entries.length - 1] = new Entry();
            return entries[entries.length - 1];
        }
        Entry lightest = entries[0];
        for (Entry e : entries) {
            if (e.count() < lightest.count()) {
                lightest = e;
            }
        }
        return lightest;
    }

    private static int saturated(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    void write(SnapshotWriter out) {
        out.number(block == NONE ? -1 : block);
        out.number(entries.length);
        for (Entry e : entries) {
            out.text(e.method);
            out.text(e.route);
            out.number(e.status);
            out.text(e.key);
            out.number(e.running);
            out.number(e.previous);
            out.number(e.sinceMillis);
        }
    }

    void read(SnapshotReader in) {
        block = in.integer();
        if (block < 0) {
            block = NONE;
        }
        entries = new Entry[in.integer()];
        for (int i = 0; i < entries.length; i++) {
            Entry e = new Entry();
            entries[i] = e;
            e.method = in.textOrEmpty();
            e.route = in.textOrEmpty();
            e.status = in.integer();
            e.key = in.text();
            e.running = saturated(in.number());
            e.previous = saturated(in.number());
            e.sinceMillis = in.number();
            e.last = NONE;
        }
    }
}
