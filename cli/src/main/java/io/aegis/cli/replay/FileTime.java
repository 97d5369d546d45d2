package io.aegis.cli.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the time of a file has come. A line that is ahead by more than the lateness moves it only when others confirm it:
 * one writer's wrong clock would make all others' lines late.
 */
final class FileTime {

    /** So many lines in a row that are ahead are a gap in the log, not a wrong clock. */
    private static final int CONFIRMING = 10;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long latenessMillis;
    private final List<Item> ahead = new ArrayList<>();
    private final List<Stray> strays = new ArrayList<>();
    private long youngestMillis = UNKNOWN;

    /** A line whose time the lines around it have not. */
    record Stray(long line, long aheadMillis) {}

    FileTime(long latenessMillis) {
        this.latenessMillis = latenessMillis;
    }

    /** Takes the next item of the file; true if it is ahead of what is confirmed. */
    boolean see(Item item) {
        long at = item.atMillis();
        if (youngestMillis == UNKNOWN || at > youngestMillis + latenessMillis) {
            ahead.add(item);
            if (ahead.size() >= CONFIRMING) {
                confirm();
            }
            return true;
        }
        if (!ahead.isEmpty() && !isLate(at)) {
            ahead.forEach(each -> strays.add(new Stray(each.order(), each.atMillis() - at)));
            ahead.clear();
        }
        youngestMillis = Math.max(youngestMillis, at);
        return false;
    }

    /** As far as the earliest of them lead; one far ahead of the others waits on. */
    private void confirm() {
        ahead.sort(Item.BY_TIME);
        int confirmed = 0;
        while (confirmed < ahead.size()
                && (confirmed == 0 || ahead.get(confirmed).atMillis() <= youngestMillis + latenessMillis)) {
            youngestMillis = ahead.get(confirmed).atMillis();
            confirmed++;
        }
        ahead.subList(0, confirmed).clear();
    }

    /** Whether what is that old is out of order by more than can be sorted. */
    boolean isLate(long atMillis) {
        return youngestMillis != UNKNOWN && atMillis < youngestMillis - latenessMillis;
    }

    /** Whether nothing that can still be sorted is older. */
    boolean hasPassed(long atMillis) {
        return youngestMillis != UNKNOWN && atMillis <= youngestMillis - latenessMillis;
    }

    /** The lines that turned out to be ahead of their neighbours since this was last asked. */
    List<Stray> takeStrays() {
        if (strays.isEmpty()) {
            return List.of();
        }
        List<Stray> taken = List.copyOf(strays);
        strays.clear();
        return taken;
    }
}
