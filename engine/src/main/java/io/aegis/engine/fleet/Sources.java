package io.aegis.engine.fleet;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Sources and their silence. A source with at least {@value #CUSTOMERS_MIN} active customers counts as silent when the
 * time since its last event is more than half again as long as the longest gap of its last days. At a Poisson rate that
 * longest gap of a day is about ln(n) / rate, so half again has a probability below 10⁻⁶ for the thousands of events
 * that such a source has; nights and weekends belong to what is usual. One that has brought something every day for a week,
 * if too seldom, is no dead one: that is what is usual from then on.
 */
public final class Sources {

    static final int CUSTOMERS_MIN = 5;
    private static final int DAYS_KEPT = 14;
    private static final long GAP_MIN_MILLIS = 120_000;
    private static final long DAY = 86_400_000L;
    private static final int SILENCES_KEPT = 64;
    /** A trickle of so long is what the source brings now. */
    private static final long TRICKLE_MILLIS = 7 * DAY;
    /** A day of which the source was silent for this share is left out of trends. */
    private static final double DAY_SHARE = 0.1;

    private final List<Source> sources = new ArrayList<>();

    private static final class Source {
        long last = -1;
        long day = -1;
        long[] longest = new long[0];
        int customersToday;
        /** Of the last day on which it was not silent for long. */
        int customersBefore;
        /** Pairs of start and end of silences that are over. */
        final List<long[]> silences = new ArrayList<>();

        long usual() {
            long most = 0;
            for (int i = 0; i < longest.length; i++) {
                most = Math.max(most, longest[i]);
            }
            return most;
        }

        /** How long a gap must be to count as silence; never while the source is new. */
        long limit() {
            boolean known = longest.length >= 3 && Math.max(customersToday, customersBefore) >= CUSTOMERS_MIN;
            return known ? Math.max(GAP_MIN_MILLIS, usual() * 3 / 2) : Long.MAX_VALUE;
        }
    }

    /** An event came through the source; one that is late says nothing about its silence. */
    public void seen(int number, long atMillis, boolean firstOfCustomerToday) {
        while (sources.size() <= number) {
            sources.add(new Source());
        }
        Source source = sources.get(number);
        if (atMillis > source.last) {
            if (source.last >= 0) {
                gap(source, source.last, atMillis);
            }
            turnTo(source, Math.floorDiv(atMillis, DAY));
            source.last = atMillis;
        }
        if (firstOfCustomerToday) {
            source.customersToday++;
        }
    }

    private static void gap(Source source, long from, long to) {
        long gap = to - from;
        if (gap > GAP_MIN_MILLIS && gap > source.limit() && !isTrickle(source, from, to)) {
            silent(source, from, to);
        } else if (source.longest.length > 0) {
            int today = source.longest.length - 1;
            source.longest[today] = Math.max(source.longest[today], gap);
        }
    }

    private static boolean isTrickle(Source source, long from, long to) {
        long[] last = source.silences.isEmpty() ? null : source.silences.getLast();
        return last != null && last[1] == from && to - last[0] > TRICKLE_MILLIS && to - from < DAY;
    }

    /** An event between two silences does not end the first. */
    private static void silent(Source source, long from, long to) {
        long[] last = source.silences.isEmpty() ? null : source.silences.getLast();
        if (last != null && last[1] == from) {
            last[1] = to;
            return;
        }
        source.silences.add(new long[] {from, to});
        if (source.silences.size() > SILENCES_KEPT) {
            source.silences.remove(0);
        }
    }

    private static void turnTo(Source source, long day) {
        if (day <= source.day) {
            return;
        }
        int kept = Math.min(source.longest.length, DAYS_KEPT - 1);
        long[] next = new long[kept + 1];
        System.arraycopy(source.longest, source.longest.length - kept, next, 0, kept);
        source.longest = next;
        boolean silent = silent(source, source.day * DAY, (source.day + 1) * DAY, source.last) > DAY_SHARE * DAY;
        source.customersBefore = silent ? source.customersBefore : source.customersToday;
        source.customersToday = 0;
        source.day = day;
    }

    /** Whether the source was silent at that instant, as far as is known. */
    public boolean silentAt(int number, long atMillis) {
        if (number < 0 || number >= sources.size()) {
            return false;
        }
        Source source = sources.get(number);
        if (atMillis > source.last) {
            return source.last >= 0 && atMillis - source.last > source.limit();
        }
        for (long[] silence : source.silences) {
            if (atMillis > silence[0] && atMillis < silence[1]) {
                return true;
            }
        }
        return false;
    }

    /** Whether the source was silent for a good part of that UTC day, looked at from a later instant. */
    public boolean silentOn(int number, int day, long nowMillis) {
        if (number < 0 || number >= sources.size()) {
            return false;
        }
        return silent(sources.get(number), day * DAY, (day + 1) * DAY, nowMillis) > DAY_SHARE * DAY;
    }

    /** Milliseconds of silence between two instants, looked at from the second. */
    public long silentWithin(int number, long fromMillis, long toMillis) {
        if (number < 0 || number >= sources.size() || toMillis - fromMillis <= GAP_MIN_MILLIS) {
            return 0;
        }
        return silent(sources.get(number), fromMillis, toMillis, toMillis);
    }

    private static long silent(Source source, long from, long to, long nowMillis) {
        long silent = 0;
        for (int i = source.silences.size() - 1; i >= 0; i--) {
            long[] silence = source.silences.get(i);
            silent += overlap(from, to, silence[0], silence[1]);
        }
        if (source.last >= 0 && nowMillis - source.last > source.limit()) {
            silent += overlap(from, to, source.last, nowMillis);
        }
        return silent;
    }

    private static long overlap(long from, long to, long silentFrom, long silentTo) {
        return Math.max(0, Math.min(to, silentTo) - Math.max(from, silentFrom));
    }

    public void write(SnapshotWriter out) {
        out.number(sources.size());
        for (Source source : sources) {
            out.number(source.last);
            out.number(source.day);
            out.number(source.longest.length);
            for (long gap : source.longest) {
                out.number(gap);
            }
            out.number(source.customersToday);
            out.number(source.customersBefore);
            out.number(source.silences.size());
            for (long[] silence : source.silences) {
                out.number(silence[0]);
                out.number(silence[1]);
            }
        }
    }

    public void read(SnapshotReader in) {
        for (int i = in.integer(); i > 0; i--) {
            Source source = new Source();
            source.last = in.number();
            source.day = in.number();
            source.longest = new long[in.integer()];
            for (int j = 0; j < source.longest.length; j++) {
                source.longest[j] = in.number();
            }
            source.customersToday = in.integer();
            source.customersBefore = in.integer();
            for (int j = in.integer(); j > 0; j--) {
                source.silences.add(new long[] {in.number(), in.number()});
            }
            sources.add(source);
        }
    }
}
