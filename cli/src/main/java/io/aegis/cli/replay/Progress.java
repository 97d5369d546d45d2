package io.aegis.cli.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** How far it is, how fast, and how long it will still take: a line on stderr every two seconds. */
final class Progress implements Runnable {

    private static final int EVENTS_BETWEEN_LOOKS = 4_096;
    private static final long SHOWN_EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter notes;
    private final Tally tally;
    private final Feeds feeds;
    private final long bytesTotal;
    private final long started = System.nanoTime();
    private long shown = started;
    private long eventsShown;
    private int skipped;

    /** @param bytesTotal size of all files, 0 if it is not known */
    Progress(PrintWriter notes, Tally tally, Feeds feeds, long bytesTotal) {
        this.notes = notes;
        this.tally = tally;
        this.feeds = feeds;
        this.bytesTotal = bytesTotal;
    }

    @Override
    public void run() {
        if (++skipped < EVENTS_BETWEEN_LOOKS) {
            return;
        }
        skipped = 0;
        long now = System.nanoTime();
        if (now - shown >= SHOWN_EVERY_NANOS) {
            show(now);
        }
    }

    private void show(long now) {
        double rate = (tally.events - eventsShown) / ((now - shown) / 1e9);
        StringBuilder line = new StringBuilder("aegis: ");
        double share = bytesTotal > 0 ? Math.min(1, feeds.bytesRead() / (double) bytesTotal) : 0;
        if (share > 0) {
            line.append(String.format(Locale.ROOT, "%.0f %% read, ", share * 100));
        }
        line.append(String.format(Locale.ROOT, "%,d events, %,.0f events/s", tally.events, rate));
        if (share > 0) {
            long left = (long) ((now - started) / 1e9 * (1 - share) / share);
            line.append(", ").append(clock(Duration.ofSeconds(left))).append(" left");
        }
        notes.println(line);
        shown = now;
        eventsShown = tally.events;
    }

    private static String clock(Duration time) {
        long hours = time.toHours();
        String minutes = String.format(Locale.ROOT, "%02d:%02d", time.toMinutesPart(), time.toSecondsPart());
        return hours > 0 ? hours + ":" + minutes : minutes;
    }

    double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
