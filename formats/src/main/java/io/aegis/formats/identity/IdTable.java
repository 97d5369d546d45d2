package io.aegis.formats.identity;

import io.aegis.codec.event.PublicEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Text → number in two flat arrays, about 8 bytes an entry besides the text; open addressing, linear probing. */
final class IdTable {

    static final int NONE = -1;

    private @Nullable String[] ids = new String[64];
    private int[] numbers = new int[64];
    private int size;

    int size() {
        return size;
    }

    int get(String id) {
        int mask = ids.length - 1;
        for (int slot = slot(id, mask); ; slot = slot + 1 & mask) {
            String found = ids[slot];
            if (found == null) {
                return NONE;
            }
            if (found.equals(id)) {
                return numbers[slot];
            }
        }
    }

    /** Brings the places of these ids nearer to the processor, all at once; for what it returns there is no use. */
    int fetch(PublicEvent[] next, int count) {
        int mask = ids.length - 1;
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int slot = slot(next[i].customer(), mask);
            sum += numbers[slot] + (ids[slot] == null ? 0 : 1);
        }
        return sum;
    }

    /** The number it had before, {@link #NONE} if it is new. */
    int put(String id, int number) {
        if (size * 8L > ids.length * 5L) {
            grow();
        }
        int mask = ids.length - 1;
        for (int slot = slot(id, mask); ; slot = slot + 1 & mask) {
            String found = ids[slot];
            if (found == null) {
                ids[slot] = id;
                numbers[slot] = number;
                size++;
                return NONE;
            }
            if (found.equals(id)) {
                int before = numbers[slot];
                numbers[slot] = number;
                return before;
            }
        }
    }

    boolean remove(String id) {
        int mask = ids.length - 1;
        int slot = slot(id, mask);
        while (true) {
            String found = ids[slot];
            if (found == null) {
                return false;
            }
            if (found.equals(id)) {
                break;
            }
            slot = slot + 1 & mask;
        }
        close(slot, mask);
        size--;
        return true;
    }

    /** Moves the entries behind a gap up, so that no search stops at it. */
    private void close(int gap, int mask) {
        int free = gap;
        for (int slot = gap + 1 & mask; ; slot = slot + 1 & mask) {
            String id = ids[slot];
            if (id == null) {
                ids[free] = null;
                return;
            }
            int wanted = slot(id, mask);
            if ((slot - wanted & mask) >= (slot - free & mask)) {
                ids[free] = id;
                numbers[free] = numbers[slot];
                free = slot;
            }
        }
    }

    /** In the order of the texts, so that the result does not hang on the table's history. */
    void forEachSorted(ObjIntConsumer<String> each) {
        String[] sorted =
                Arrays.stream(ids).filter(java.util.Objects::nonNull).sorted().toArray(String[]::new);
        for (String id : sorted) {
            each.accept(id, get(id));
        }
    }

    boolean removeAllOf(int number) {
        List<String> found = new ArrayList<>();
        for (int slot = 0; slot < ids.length; slot++) {
            String id = ids[slot];
            if (id != null && numbers[slot] == number) {
                found.add(id);
            }
        }
        found.forEach(this::remove);
        return !found.isEmpty();
    }

    private void grow() {
        @Nullable String[] before = ids;
        int[] numbersBefore = numbers;
        ids = new String[before.length * 2];
        numbers = new int[before.length * 2];
        int mask = ids.length - 1;
        for (int i = 0; i < before.length; i++) {
            String id = before[i];
            if (id != null) {
                int slot = slot(id, mask);
                while (ids[slot] != null) {
                    slot = slot + 1 & mask;
                }
                ids[slot] = id;
                numbers[slot] = numbersBefore[i];
            }
        }
    }

    private static int slot(String id, int mask) {
        int hash = id.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 15) & mask;
    }
}
