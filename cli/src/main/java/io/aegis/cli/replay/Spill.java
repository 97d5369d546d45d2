package io.aegis.cli.replay;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.EventWriter;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.LineReader;
import io.aegis.codec.event.LineSplitter;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorted runs of items in temporary files, which are deleted as soon as they are read. */
final class Spill {

    private static final int ORDER_BYTES = 8;

    private final EventReader reader;
    private int runs;

    Spill(EventReader reader) {
        this.reader = reader;
    }

    /** How many runs have been written. */
    int runs() {
        return runs;
    }

    Run write(List<Item> sorted) throws IOException {
        Path file = Files.createTempFile("aegis-replay-", ".run");
        runs++;
        EventWriter writer = new EventWriter();
        try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                OutputStream orders = new BufferedOutputStream(Files.newOutputStream(ordersOf(file)), 1 << 16)) {
            for (Item item : sorted) {
                switch (item.line()) {
                    case PublicEvent event -> writer.add(event);
                    case PublicTick tick -> writer.add(tick);
                    case RejectedLine rejected -> throw new IllegalStateException("a rejected line is no item");
                }
                writer.drainTo(lines);
                orders.write(
                        ByteBuffer.allocate(ORDER_BYTES).putLong(item.order()).array());
            }
        }
        return new Run(file);
    }

    private static Path ordersOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".orders");
    }

    /** One run, read from its beginning. */
    final class Run implements AutoCloseable {

        private final Path file;
        private final InputStream in;
        private final InputStream orders;
        private final LineSplitter lines;
        private final LineReader decoder = reader.lineReader();
        private @Nullable Item head;

        Run(Path file) throws IOException {
            this.file = file;
            this.in = Files.newInputStream(file);
            this.orders = new java.io.BufferedInputStream(Files.newInputStream(ordersOf(file)), 1 << 14);
            this.lines = new LineSplitter(in, reader.limits().lineBytesMax() * 2);
            take();
        }

        @Nullable
        Item peek() {
            return head;
        }

        /** Moves to the next item. */
        void take() throws IOException {
            head = null;
            if (lines.next()) {
                long order = ByteBuffer.wrap(orders.readNBytes(ORDER_BYTES)).getLong();
                Line line = decoder.read(lines.bytes(), lines.from(), lines.to(), lines.number());
                head = switch (line) {
                    case PublicEvent event -> new Item(event.atMillis(), order, event);
                    case PublicTick tick -> new Item(tick.atMillis(), order, tick);
                    case RejectedLine rejected -> throw new IOException("a run cannot be read back: " + rejected);
                    case null -> throw new IOException("a run holds an empty line");
                };
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
            orders.close();
            Files.deleteIfExists(file);
            Files.deleteIfExists(ordersOf(file));
        }
    }
}
