package io.aegis.cli.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts one file's items by time while it is read: an item is handed out once one has been seen that is {@code lateness}
 * younger and is not alone with that. What comes later than that is handed out at once, after younger ones. Beyond {@code itemsMax} the waiting
 * items go to a sorted run on disk, so memory stays bounded however dense the file is.
 */
final class TimeSorter implements AutoCloseable {

    private final FileTime time;
    private final int itemsMax;
    private final Spill spill;
    /** Items that came in order; most do, and need no heap. */
    private final ArrayDeque<Item> inOrder = new ArrayDeque<>();

    private final PriorityQueue<Item> stragglers = new PriorityQueue<>(Item.BY_TIME);
    private final List<Spill.Run> runs = new ArrayList<>();
    private long lastInOrderMillis = Long.MIN_VALUE;
    private boolean recorded;

    TimeSorter(long latenessMillis, int itemsMax, Spill spill) {
        this.time = new FileTime(latenessMillis);
        this.itemsMax = itemsMax;
        this.spill = spill;
    }

    /** From here on the order of the file counts, not the times: it is a record of what was sent. */
    void keepOrder() throws IOException {
        if (!recorded) {
            recorded = true;
            List<Item> waiting = new ArrayList<>(inOrder);
            waiting.addAll(stragglers);
            waiting.sort(Item.BY_ORDER);
            inOrder.clear();
            stragglers.clear();
            inOrder.addAll(waiting);
        }
    }

    /** Whether what is that old is out of order by more than can be sorted. */
    boolean isLate(long atMillis) {
        return !recorded && time.isLate(atMillis);
    }

    /** Lines that turned out to be ahead of their neighbours since this was last asked. */
    List<FileTime.Stray> takeStrays() {
        return time.takeStrays();
    }

    void add(Item item) throws IOException {
        boolean ahead = !recorded && time.see(item);
        if (recorded || (!ahead && item.atMillis() >= lastInOrderMillis)) {
            inOrder.add(item);
            lastInOrderMillis = item.atMillis();
        } else {
            stragglers.add(item);
        }
        if (inOrder.size() + stragglers.size() >= itemsMax && !recorded) {
            spillWaiting();
        }
    }

    private void spillWaiting() throws IOException {
        List<Item> sorted = new ArrayList<>(inOrder.size() + stragglers.size());
        while (true) {
            Item next = takeWaiting();
            if (next == null) {
                break;
            }
            sorted.add(next);
        }
        runs.add(spill.write(sorted));
        lastInOrderMillis = Long.MIN_VALUE;
    }

    private @Nullable Item takeWaiting() {
        Item ordered = inOrder.peek();
        Item straggler = stragglers.peek();
        boolean takeStraggler =
                straggler != null && (ordered == null || Item.BY_TIME.compare(straggler, ordered) < 0) && !recorded;
        return takeStraggler ? stragglers.poll() : inOrder.poll();
    }

    private @Nullable Item peekWaiting() {
        Item ordered = inOrder.peek();
        Item straggler = stragglers.peek();
        if (straggler == null || recorded) {
            return ordered;
        }
        return ordered == null || Item.BY_TIME.compare(straggler, ordered) < 0 ? straggler : ordered;
    }

    /**
     * The next in time; null while more of the file has to be read first.
     *
     * @param ended the file has been read to its end
     */
    @Nullable
    Item poll(boolean ended) throws IOException {
        Item waiting = peekWaiting();
        Spill.Run run = firstRun();
        Item ofRun = run == null ? null : run.peek();
        boolean fromRun = ofRun != null && (waiting == null || Item.BY_TIME.compare(ofRun, waiting) < 0);
        Item next = fromRun ? ofRun : waiting;
        if (next == null || !(ended || recorded || time.hasPassed(next.atMillis()))) {
            return null;
        }
        if (!fromRun || run == null) {
            return takeWaiting();
        }
        run.take();
        if (run.peek() == null) {
            run.close();
            runs.remove(run);
        }
        return next;
    }

    private Spill.@Nullable Run firstRun() throws IOException {
        Spill.Run first = null;
        Item least = null;
        for (Spill.Run run : runs) {
            Item head = run.peek();
            if (head != null && (least == null || Item.BY_TIME.compare(head, least) < 0)) {
                first = run;
                least = head;
            }
        }
        return first;
    }

    @Override
    public void close() {
        for (Spill.Run run : runs) {
            try {
                run.close();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
        runs.clear();
    }
}
