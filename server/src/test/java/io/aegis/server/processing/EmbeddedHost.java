package io.aegis.server.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.Entry;
import io.aegis.engine.testing.Host;
import io.aegis.engine.testing.HostHistory;
import io.aegis.engine.testing.Told;
import io.aegis.server.projection.InterventionDetail;
import io.aegis.server.projection.InterventionFilter;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The monitor over a real database: a history goes in by its doors, in batches of any length, and what is told is read
 * from its tables.
 */
final class EmbeddedHost implements Host {

    private static final int BATCH_LINES_MAX = 400;
    private static final int PAGE = 500;

    private final Path directory;
    /** After so many entries it is stopped and started; never if 0. */
    private final int restartEvery;

    private final SplittableRandom random = new SplittableRandom(5);
    private final List<Line> waiting = new ArrayList<>();
    private final Told told = new Told();
    private int batchLines = 1;

    EmbeddedHost(Path directory, int restartEvery) {
        this.directory = directory;
        this.restartEvery = restartEvery;
    }

    @Override
    public Told run(HostHistory history) {
        TestData.begin(directory);
        MonitorOptions options = MonitorOptions.of(directory, TimeMode.SOURCE);
        Monitor monitor = Monitor.open(options.withRules(RuleFile.write(history.rules())));
        try {
            int applied = 0;
            for (Entry entry : history.entries()) {
                apply(monitor, entry);
                if (restartEvery > 0 && ++applied % restartEvery == 0) {
                    submit(monitor);
                    monitor.close();
                    monitor = Monitor.open(options);
                }
            }
            submit(monitor);
            read(monitor);
        } finally {
            monitor.close();
        }
        return told;
    }

    private void apply(Monitor monitor, Entry entry) {
        switch (entry) {
            case Entry.Event event -> {
                String customer = "c" + event.customer();
                line(monitor, new PublicEvent(customer, event.atMillis(), null, event.fact(), null));
            }
            case Entry.Tick tick -> line(monitor, new PublicTick(tick.atMillis()));
            case Entry.Check ignored -> {
                submit(monitor);
                assertThat(monitor.check().join().checked()).isPositive();
            }
            case Entry.Command command -> {
                submit(monitor);
                command(monitor, command);
            }
            case Entry.RulesReplaced replaced -> {
                submit(monitor);
                monitor.replaceRules(replaced.rules(), RuleFile.write(replaced.rules()), "kim")
                        .join();
            }
        }
    }

    private void line(Monitor monitor, Line line) {
        waiting.add(line);
        if (waiting.size() >= batchLines) {
            submit(monitor);
            batchLines = 1 + random.nextInt(BATCH_LINES_MAX);
        }
    }

    private void submit(Monitor monitor) {
        if (!waiting.isEmpty()) {
            Receipt receipt = monitor.submit(Traffic.submission(waiting)).join();
            assertThat(receipt.rejected()).isEmpty();
            waiting.clear();
        }
    }

    /** A person has seen what the move is on, so the tables have it. */
    private void command(Monitor monitor, Entry.Command command) {
        String id = command.intervention();
        try {
            MonitorTest.await(() -> monitor.interventions().customerOf(id).isPresent());
        } catch (AssertionError late) {
            throw new AssertionError("the tables do not show " + id + ", which a plain loop has told by now", late);
        }
        CommandResult result =
                monitor.command(id, command.move(), command.actor(), null).join();
        switch (result) {
            case CommandResult.Done ignored -> {}
            case CommandResult.Conflict conflict -> told.refused(id, conflict.reason());
            case CommandResult.NotFound ignored -> throw new AssertionError("nobody knows " + id);
        }
    }

    private void read(Monitor monitor) {
        String cursor = null;
        do {
            var page = monitor.interventions().page(InterventionFilter.ALL, "opened_at", cursor, PAGE);
            page.items().forEach(row -> read(monitor, row.id()));
            cursor = page.next();
        } while (cursor != null);
        monitor.incidents()
                .page(null, null, PAGE)
                .items()
                .forEach(incident -> told.incident(incident.id(), incident.openedAt(), incident.clearedAt()));
    }

    private void read(Monitor monitor, String id) {
        InterventionDetail detail = monitor.interventions().byId(id).orElseThrow();
        InterventionRow row = detail.row();
        told.intervention(
                id,
                Stream.of(
                        row.rule(),
                        row.title(),
                        row.priority(),
                        row.status(),
                        row.openedAt(),
                        row.clearedAt(),
                        row.reopenings(),
                        row.reason(),
                        row.endReason(),
                        row.diagnosis(),
                        row.recommendedAction(),
                        row.heldBy(),
                        row.assignee(),
                        row.acknowledgedAt(),
                        row.snoozedUntil()),
                detail.opening(),
                row.clearedAt() == null ? null : detail.latest());
        detail.timeline()
                .forEach(entry ->
                        told.change(id, entry.at(), entry.kind(), entry.reason(), entry.actor(), entry.text()));
    }
}
