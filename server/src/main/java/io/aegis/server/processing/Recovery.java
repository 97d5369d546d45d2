package io.aegis.server.processing;

import io.aegis.codec.journal.JournalRecord;
import io.aegis.server.journal.CustomerKeys;
import io.aegis.server.journal.Cuts;
import io.aegis.server.journal.Journal;
import io.aegis.server.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the engine to the journal's end: the last valid cut, then every row after it. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int ROWS_AHEAD = 32;
    private static final long SHOWN_NANOS_MAX = 2_000_000_000L;
    private static final Journal.Batch END = new Journal.Batch(-1, 0, List.of());

    private final Database database;
    private final Machine machine;
    private final Gathered gathered;
    private final Projecting projecting;
    private final Counting counting;
    private final long decisionsReached;

    Recovery(
            Database database,
            Machine machine,
            Gathered gathered,
            Projecting projecting,
            Counting counting,
            long decisionsReached) {
        this.database = database;
        this.machine = machine;
        this.gathered = gathered;
        this.projecting = projecting;
        this.counting = counting;
        this.decisionsReached = decisionsReached;
    }

    /** How much was replayed, so that a start that crashes again has no more to do. */
    long run(Connection connection, Cuts.@Nullable Cut cut) throws SQLException {
        long begin = System.nanoTime();
        long from = 0;
        if (cut != null) {
            machine.restore(cut.rules(), cut.shared(), cut.host(), cut.position());
            Cuts.restore(connection, cut, machine::restore);
            connection.commit();
            from = cut.position();
        }
        gathered.startAt(from, 0);
        long restored = System.nanoTime();
        long last = replay(connection, from);
        LOG.info(
                "recovered: cut at {} in {} ms, then {} records in {} ms",
                from,
                (restored - begin) / 1_000_000,
                last - from,
                (System.nanoTime() - restored) / 1_000_000);
        return last - from;
    }

    /** Rows are read and decoded on a thread of their own, ahead of the engine. */
    private long replay(Connection connection, long from) throws SQLException {
        BlockingQueue<Journal.Batch> rows = new ArrayBlockingQueue<>(ROWS_AHEAD);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread reader = Thread.ofPlatform().daemon().name("journal-reader").start(() -> read(from, rows, failure));
        CustomerKeys keys = new CustomerKeys();
        long last = from;
        try {
            while (true) {
                Journal.Batch row = rows.poll(1, TimeUnit.SECONDS);
                if (row != null && row.position() == END.position()) {
                    break;
                }
                if (row != null) {
                    machine.apply(new Applied(
                            row.position(), row.events(), row.records(), opened(connection, keys, row), List.of()));
                    last = row.position();
                }
                handOn();
            }
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during recovery", e);
        }
        Throwable why = failure.get();
        if (why != null) {
            throw new IllegalStateException("the journal cannot be read: " + why.getMessage(), why);
        }
        connection.commit();
        showRest(last);
        return last;
    }

    /** What is read after the start shows what was accepted before it, unless that is so much that it would hold us up. */
    private void showRest(long last) {
        long end = System.nanoTime() + SHOWN_NANOS_MAX;
        boolean handed = false;
        while (projecting.failure() == null
                && System.nanoTime() < end
                && (projecting.decisionsReached() < last || counting.reached() < last)) {
            if (projecting.isFree()) {
                Gathered.Ready ready = gathered.take(machine::view, true, true);
                if (ready != null) {
                    projecting.hand(ready);
                }
            }
            if (!handed && counting.isFree()) {
                handed = true;
                counting.hand(gathered.takeUsage());
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private void read(long from, BlockingQueue<Journal.Batch> rows, AtomicReference<@Nullable Throwable> failure) {
        try (Connection connection = database.connect()) {
            Journal.readAfter(connection, from, row -> put(rows, row));
        } catch (SQLException | RuntimeException e) {
            failure.set(e);
        } finally {
            put(rows, END);
        }
    }

    private static void put(BlockingQueue<Journal.Batch> rows, Journal.Batch row) {
        try {
            rows.put(row);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the journal", e);
        }
    }

    /** The tables are brought up afterwards, beside new events; before that only what memory should not hold. */
    private void handOn() throws InterruptedException {
        while (gathered.isTooLarge() && projecting.failure() == null) {
            if (projecting.isFree()) {
                Gathered.Ready ready = gathered.take(machine::view, false, true);
                if (ready != null) {
                    projecting.hand(ready);
                }
            }
            if (counting.isFree()) {
                counting.hand(gathered.takeUsage());
            }
            Thread.sleep(1);
        }
    }

    /** Opens what the tables do not have yet; what was erased stays shut. */
    private Map<Integer, byte[]> opened(Connection connection, CustomerKeys keys, Journal.Batch row)
            throws SQLException {
        if (row.position() <= decisionsReached) {
            return Map.of();
        }
        Map<Integer, byte[]> personal = new HashMap<>();
        List<JournalRecord> records = row.records();
        for (int place = 0; place < records.size(); place++) {
            byte[] plain =
                    switch (records.get(place)) {
                        case JournalRecord.Personal sealed ->
                            profileFollows(records, place)
                                    ? keys.open(connection, sealed.customer(), sealed.sealed())
                                    : null;
                        case JournalRecord.Command command
                        when command.note() != null -> keys.open(connection, command.customer(), command.note());
                        case JournalRecord.Command ignored -> null;
                        case JournalRecord.Event ignored -> null;
                        case JournalRecord.Tick ignored -> null;
                        case JournalRecord.Check ignored -> null;
                        case JournalRecord.Rules ignored -> null;
                        case JournalRecord.SourceNamed ignored -> null;
                        case JournalRecord.Erased ignored -> null;
                        case JournalRecord.Started ignored -> null;
                    };
            if (plain != null) {
                personal.put(place, plain);
            }
        }
        return personal;
    }

    /** Personal fields come after their event; those of single reports and sign-ins are not part of a profile. */
    private static boolean profileFollows(List<JournalRecord> records, int place) {
        return place > 0
                && records.get(place - 1) instanceof JournalRecord.Event event
                && Assembler.isOfRecord(event.fact());
    }
}
