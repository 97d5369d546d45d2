package io.aegis.server.backtest;

import io.aegis.codec.journal.JournalRecord;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.Entry;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import io.aegis.server.journal.Cuts;
import io.aegis.server.journal.Journal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One backtest. Reads one consistent state of the database, whatever goes on meanwhile. */
public final class Backtest {

    private final RuleSet tried;
    private final long fromMillis;
    private final long toMillis;

    private long beginMillis = -1;
    private long endMillis = -1;
    private long events;
    private boolean ended;

    /**
     * @param from differences before it are not told; null: from the beginning
     * @param to history ends there; null: now
     */
    public Backtest(RuleSet tried, @Nullable Instant from, @Nullable Instant to) {
        this.tried = tried;
        this.fromMillis = from == null ? Long.MIN_VALUE : from.toEpochMilli();
        this.toMillis = to == null ? Long.MAX_VALUE : to.toEpochMilli();
    }

    /** @throws IllegalStateException if the database cannot be read */
    public BacktestResult run(DataSource database) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return run(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the history cannot be read: " + e.getMessage(), e);
        }
    }

    private BacktestResult run(Connection connection) throws SQLException {
        Cuts.Cut cut = Cuts.oldestWhole(connection);
        RuleSet begin = cut == null ? new RuleSet(List.of(), List.of()) : RuleFile.read(cut.rules());
        Rerun before = new Rerun(begin);
        Rerun after = new Rerun(cut == null ? tried : begin);
        if (cut != null) {
            beginMillis = cut.atMillis();
            for (Rerun rerun : List.of(before, after)) {
                rerun.engine().restoreShared(cut.shared());
                Cuts.restore(connection, cut, rerun.engine()::restore);
            }
            after.engine().apply(new Entry.RulesReplaced(tried));
        }
        Journal.readAfter(connection, cut == null ? 0 : cut.position(), batch -> {
            for (JournalRecord record : batch.records()) {
                step(record, before, after);
            }
        });
        return result(connection, before, after);
    }

    private void step(JournalRecord record, Rerun before, Rerun after) {
        if (ended) {
            return;
        }
        switch (record) {
            case JournalRecord.Tick tick
            when tick.atMillis() > toMillis -> {
                ended = true;
                both(new JournalRecord.Tick(toMillis), before, after);
                reached(toMillis);
            }
            case JournalRecord.Tick tick -> {
                both(tick, before, after);
                reached(tick.atMillis());
            }
            case JournalRecord.Event event -> {
                if (event.atMillis() <= toMillis) {
                    events++;
                    both(event, before, after);
                    reached(event.atMillis());
                }
            }
            case JournalRecord.Rules rules ->
                before.engine().apply(new Entry.RulesReplaced(RuleFile.read(rules.yaml())));
            case JournalRecord other -> both(other, before, after);
        }
    }

    private static void both(JournalRecord record, Rerun before, Rerun after) {
        before.apply(record);
        after.apply(record);
    }

    private void reached(long atMillis) {
        beginMillis = beginMillis < 0 ? atMillis : Math.min(beginMillis, atMillis);
        endMillis = Math.max(endMillis, atMillis);
    }

    private BacktestResult result(Connection connection, Rerun before, Rerun after) throws SQLException {
        Map<Integer, String> ids = ids(connection);
        Comparison comparison =
                new Comparison(number -> ids.getOrDefault(number, "erased customer " + number), fromMillis);
        comparison.compare(before.stretches().values(), after.stretches().values());
        return new BacktestResult(
                Instant.ofEpochMilli(Math.max(fromMillis, Math.max(0, beginMillis))),
                Instant.ofEpochMilli(Math.max(0, endMillis)),
                events,
                before.customers(),
                comparison.counts(tried.rules().stream().map(Rule::id).toList()),
                comparison.differences().stream()
                        .limit(BacktestResult.DIFFERENCES_MAX)
                        .toList(),
                comparison.differences().size(),
                Math.max(0, after.refused() - before.refused()));
    }

    private static Map<Integer, String> ids(Connection connection) throws SQLException {
        Map<Integer, String> ids = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select number, id from customer");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.put(row.getInt(1), row.getString(2));
            }
        }
        return ids;
    }
}
