package io.aegis.cli.replay;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.LineSplitter;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import io.aegis.formats.accesslog.LineDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One file's events and ticks in the order of their times; lines that cannot be taken go to the complaints. */
final class FileFeed implements AutoCloseable {

    private static final int SHOWN_BYTES_MAX = 4_000;

    private final LogFile file;
    private final LineSplitter lines;
    private final LineDecoder decoder;
    private final EventReader reader;
    private final TimeSorter sorter;
    private final Complaints complaints;
    private final Tally tally;
    private final int number;
    private final SoleCustomer sole = new SoleCustomer();
    private boolean ended;
    private boolean recorded;
    private @Nullable Item head;

    /** @param number of the file among all, by name; decides between equal times of two files */
    FileFeed(
            LogFile file,
            int number,
            EventReader reader,
            LineDecoder decoder,
            TimeSorter sorter,
            Complaints complaints,
            Tally tally)
            throws IOException {
        this.file = file;
        this.number = number;
        this.reader = reader;
        this.lines = new LineSplitter(file.lines(), reader.limits().lineBytesMax());
        this.decoder = decoder;
        this.sorter = sorter;
        this.complaints = complaints;
        this.tally = tally;
        if (file.holdsTicks()) {
            keepOrder();
        }
        advance();
    }

    private void keepOrder() throws IOException {
        recorded = true;
        sorter.keepOrder();
    }

    /** The next item, null at the end. */
    @Nullable
    Item peek() {
        return head;
    }

    int number() {
        return number;
    }

    LogFile file() {
        return file;
    }

    /** A tick has been seen: the file is a record of what was sent. */
    boolean holdsTicks() {
        return recorded;
    }

    /** Moves to the next item. */
    void advance() throws IOException {
        head = sorter.poll(ended);
        while (head == null && !ended) {
            if (!next()) {
                end();
            } else {
                read();
            }
            head = sorter.poll(ended);
        }
    }

    private void end() {
        ended = true;
        decoder.end(lines.number()).forEach(rejected -> complaints.add(file.name(), rejected));
        String warning = sole.warning();
        if (warning != null) {
            complaints.warn(file.name(), warning);
        }
    }

    /** A file that ends before its packing does, or is damaged, ends there: what was read before counts. */
    private boolean next() {
        try {
            return lines.next();
        } catch (IOException damaged) {
            complaints.damaged(file.name(), lines.number(), damaged);
            return false;
        }
    }

    private void read() throws IOException {
        tally.lines++;
        if (lines.tooLong()) {
            int shown = Math.min(lines.to(), lines.from() + SHOWN_BYTES_MAX);
            String start = new String(lines.bytes(), lines.from(), shown - lines.from(), StandardCharsets.UTF_8);
            String reason = "the line is longer than %,d bytes"
                    .formatted(reader.limits().lineBytesMax());
            complaints.add(file.name(), reader.rejected(lines.number(), null, reason, start));
            return;
        }
        Line line = decoder.decode(lines.bytes(), lines.from(), lines.to(), lines.number());
        switch (line) {
            case PublicEvent event -> {
                tally.late += sorter.isLate(event.atMillis()) ? 1 : 0;
                sole.see(event, decoder);
                sorter.add(new Item(event.atMillis(), lines.number(), event));
                for (FileTime.Stray stray : sorter.takeStrays()) {
                    complaints.ahead(file.name(), stray);
                }
            }
            case PublicTick tick -> {
                keepOrder();
                sorter.add(new Item(tick.atMillis(), lines.number(), tick));
            }
            case RejectedLine rejected -> complaints.add(file.name(), rejected);
            case null -> {}
        }
    }

    /** An item of this file cannot be taken where it stands. */
    void reject(Item item, String problem) {
        complaints.add(file.name(), reader.rejected(item.order(), "at", problem, ""));
    }

    @Override
    public void close() throws IOException {
        sorter.close();
        file.close();
    }
}
