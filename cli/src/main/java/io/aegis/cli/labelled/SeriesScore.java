package io.aegis.cli.labelled;

import io.aegis.cli.labelled.Series.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What somebody's alarms found in some series.
 *
 * @param windows to be found
 * @param found windows with an alarm in them
 * @param falseAlarms alarms outside of all windows, those within six hours of one counted as one
 * @param delaysMillis from the beginning of each window found to the first alarm in it
 */
record SeriesScore(int windows, int found, int falseAlarms, List<Long> delaysMillis) {

    private static final long APART_MILLIS = 6 * 3_600_000L;

    SeriesScore {
        delaysMillis = List.copyOf(delaysMillis);
    }

    static SeriesScore of(Series series, long[] alarms) {
        long from = series.atMillis()[Math.min(series.judgedFrom(), series.size() - 1)];
        int windows = 0;
        List<Long> delays = new ArrayList<>();
        for (Window window : series.windows()) {
            if (window.untilMillis() < from) {
                continue;
            }
            windows++;
            for (long at : alarms) {
                if (at >= from && window.holds(at)) {
                    delays.add(at - window.fromMillis());
                    break;
                }
            }
        }
        return new SeriesScore(windows, delays.size(), falseAlarms(series, alarms, from), delays);
    }

    private static int falseAlarms(Series series, long[] alarms, long fromMillis) {
        int count = 0;
        long last = Long.MIN_VALUE / 2;
        for (long at : alarms) {
            boolean outside = at >= fromMillis && series.windows().stream().noneMatch(window -> window.holds(at));
            if (outside && at - last >= APART_MILLIS) {
                count++;
                last = at;
            }
        }
        return count;
    }

    SeriesScore and(SeriesScore other) {
        List<Long> delays = new ArrayList<>(delaysMillis);
        delays.addAll(other.delaysMillis);
        return new SeriesScore(windows + other.windows, found + other.found, falseAlarms + other.falseAlarms, delays);
    }

    /** NaN without an alarm. */
    double precision() {
        return found + falseAlarms == 0 ? Double.NaN : (double) found / (found + falseAlarms);
    }

    /** NaN without a window. */
    double recall() {
        return windows == 0 ? Double.NaN : (double) found / windows;
    }

    /** In hours; NaN where nothing was found. */
    double medianDelayHours() {
        if (delaysMillis.isEmpty()) {
            return Double.NaN;
        }
        List<Long> sorted = new ArrayList<>(delaysMillis);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2) / 3_600_000.0;
    }
}
