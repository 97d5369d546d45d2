package io.aegis.cli.replay;

import io.aegis.codec.event.EventReader;
import io.aegis.formats.accesslog.LineDecoder;
import io.aegis.formats.accesslog.LogFormat;
import io.aegis.formats.gateway.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Several files as one stream in the order of time, whatever order they were named in. */
final class Feeds implements AutoCloseable {

    /** Waiting items of all files together: about 200 bytes each, a quarter of the heap. */
    private static final long ITEM_BYTES = 200;

    private static final int ITEMS_MIN = 1_000;

    private static final Comparator<FileFeed> BY_HEAD = Comparator.comparing(
                    FileFeed::peek, Comparator.nullsLast(Comparator.comparingLong(Item::atMillis)))
            .thenComparingInt(FileFeed::number);

    private final List<FileFeed> all = new ArrayList<>();
    private final PriorityQueue<FileFeed> heads = new PriorityQueue<>(BY_HEAD);
    private @Nullable FileFeed current;
    private boolean recorded;

    /**
     * How files are read.
     *
     * @param format null: each guessed
     * @param source readers of a configured source's lines, one for each file; null: the format says all
     */
    record Reading(
            EventReader reader,
            @Nullable LogFormat format,
            @Nullable Supplier<LogReader> source,
            @Nullable String customerField,
            long latenessMillis) {

        LogFile open(Path path) throws IOException {
            return LogFile.open(path, source == null ? format : LogFormat.COMBINED);
        }

        LineDecoder decoder(LogFile file) {
            return source == null
                    ? LineDecoder.of(file.format(), reader, customerField)
                    : LineDecoder.of(source.get(), reader);
        }
    }

    static Feeds open(List<Path> files, Reading reading, Complaints complaints, Tally tally) throws IOException {
        return open(files, reading, complaints, tally, Runtime.getRuntime().maxMemory() / 4 / ITEM_BYTES);
    }

    static Feeds open(List<Path> files, Reading reading, Complaints complaints, Tally tally, long itemsMax)
            throws IOException {
        Feeds feeds = new Feeds();
        try {
            List<Path> byName = files.stream().distinct().sorted().toList();
            int each = Math.clamp(itemsMax / byName.size(), ITEMS_MIN, 50_000_000);
            for (Path path : byName) {
                feeds.add(path, reading, each, complaints, tally);
            }
            return feeds;
        } catch (IOException | RuntimeException fault) {
            feeds.close();
            throw fault;
        }
    }

    private void add(Path path, Reading reading, int itemsMax, Complaints complaints, Tally tally) throws IOException {
        LogFile file = reading.open(path);
        EventReader reader = reading.reader();
        LineDecoder decoder = reading.decoder(file);
        TimeSorter sorter = new TimeSorter(reading.latenessMillis(), itemsMax, new Spill(reader));
        FileFeed feed = new FileFeed(file, all.size(), reader, decoder, sorter, complaints, tally);
        all.add(feed);
        heads.add(feed);
    }

    /** The next in time of all files, null at the end of the last. */
    @Nullable
    Item next() throws IOException {
        FileFeed before = current;
        if (before != null) {
            before.advance();
            FileFeed second = heads.peek();
            if (second == null || BY_HEAD.compare(before, second) <= 0) {
                return before.peek();
            }
            heads.add(before);
        }
        current = heads.poll();
        return current == null ? null : current.peek();
    }

    /** The last item cannot be taken where it stands. */
    void reject(Item item, String problem) {
        if (current != null) {
            current.reject(item, problem);
        }
    }

    /** Number of the file that the last item came from. */
    int currentFile() {
        return current == null ? 0 : current.number();
    }

    /** At least one file holds ticks: none is made then. */
    boolean holdTicks() {
        // A file turns into a record when its first tick is read, and stays one; asked for each event.
        for (int i = 0; i < all.size() && !recorded; i++) {
            recorded = all.get(i).holdsTicks();
        }
        return recorded;
    }

    long bytesRead() {
        return all.stream().mapToLong(feed -> feed.file().bytesRead()).sum();
    }

    @Override
    public void close() throws IOException {
        for (FileFeed feed : all) {
            feed.close();
        }
    }
}
