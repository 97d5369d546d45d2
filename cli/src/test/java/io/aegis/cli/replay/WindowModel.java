package io.aegis.cli.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code error_rate > 10 % && calls >= min} over a window of whole buckets, the running one included, worked out the
 * plain way: a list of calls, a map of buckets, a sum for each look. A look is taken after each call and when a bucket
 * leaves the window.
 */
final class WindowModel {

    /** @param calls of which {@code errors} failed */
    record Calls(String customer, long atMillis, long calls, long errors) {}

    /** One stretch of time in which it held. */
    record Episode(String customer, long openedMillis, long clearedMillis) {}

    private final long bucketMillis;
    private final int buckets;
    private final long callsMin;

    WindowModel(long bucketMillis, int buckets, long callsMin) {
        this.bucketMillis = bucketMillis;
        this.buckets = buckets;
        this.callsMin = callsMin;
    }

    List<Episode> episodes(List<Calls> all, long endMillis) {
        Map<String, List<Calls>> byCustomer = new TreeMap<>();
        for (Calls each : all) {
            byCustomer
                    .computeIfAbsent(each.customer(), name -> new ArrayList<>())
                    .add(each);
        }
        List<Episode> episodes = new ArrayList<>();
        byCustomer.forEach((customer, calls) -> {
            calls.sort(Comparator.comparingLong(Calls::atMillis));
            ofCustomer(customer, calls, endMillis, episodes);
        });
        episodes.sort(Comparator.comparingLong(Episode::openedMillis).thenComparing(Episode::customer));
        return episodes;
    }

    private void ofCustomer(String customer, List<Calls> calls, long endMillis, List<Episode> episodes) {
        TreeMap<Long, long[]> sums = new TreeMap<>();
        long openedAt = -1;
        for (int i = 0; i <= calls.size(); i++) {
            long until = i < calls.size() ? calls.get(i).atMillis() : endMillis;
            List<Long> leaving = new ArrayList<>();
            sums.keySet().forEach(bucket -> leaving.add((bucket + buckets) * bucketMillis));
            for (long at : leaving) {
                if (at <= until) {
                    sums.headMap(at / bucketMillis - buckets, true).clear();
                    openedAt = look(customer, sums, at, openedAt, episodes);
                }
            }
            if (i < calls.size()) {
                long[] sum = sums.computeIfAbsent(until / bucketMillis, bucket -> new long[2]);
                sum[0] += calls.get(i).calls();
                sum[1] += calls.get(i).errors();
                openedAt = look(customer, sums, until, openedAt, episodes);
            }
        }
    }

    private long look(String customer, Map<Long, long[]> sums, long at, long openedAt, List<Episode> episodes) {
        long calls = sums.values().stream().mapToLong(sum -> sum[0]).sum();
        long errors = sums.values().stream().mapToLong(sum -> sum[1]).sum();
        boolean holds = calls > 0 && (double) errors / calls > 0.10 && calls >= callsMin;
        if (holds) {
            return openedAt < 0 ? at : openedAt;
        }
        if (openedAt >= 0) {
            episodes.add(new Episode(customer, openedAt, at));
        }
        return -1;
    }
}
