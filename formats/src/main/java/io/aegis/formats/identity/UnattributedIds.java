package io.aegis.formats.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of unattributed traffic: in full by source, and by id for a bounded sample of ids. */
final class UnattributedIds {

    private record Id(String source, String id) {}

    private final int idsMax;
    private final Map<Id, Unattributed> sample = new LinkedHashMap<>();
    private final Map<String, Long> bySource = new TreeMap<>();

    UnattributedIds(int idsMax) {
        this.idsMax = idsMax;
    }

    void count(String source, String id, long atMillis) {
        if (bySource.size() < idsMax || bySource.containsKey(source)) {
            bySource.merge(source, 1L, Long::sum);
        }
        Id key = new Id(source, id);
        Unattributed known = sample.get(key);
        if (known != null) {
            sample.put(
                    key,
                    new Unattributed(
                            source,
                            id,
                            known.events() + 1,
                            Math.min(known.firstAtMillis(), atMillis),
                            Math.max(known.lastAtMillis(), atMillis)));
        } else if (sample.size() < idsMax) {
            sample.put(key, new Unattributed(source, id, 1, atMillis, atMillis));
        }
    }

    void forget(String source, String id) {
        sample.remove(new Id(source, id));
    }

    List<Unattributed> list() {
        List<Unattributed> all = new ArrayList<>(sample.values());
        all.sort(Comparator.comparingLong(Unattributed::events)
                .reversed()
                .thenComparing(Unattributed::source)
                .thenComparing(Unattributed::id));
        return all;
    }

    Map<String, Long> bySource() {
        return new TreeMap<>(bySource);
    }
}
