package io.aegis.server.processing;

import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.CustomerView;
import io.aegis.engine.signal.MinuteCalls;
import io.aegis.server.journal.CustomerKeys;
import io.aegis.server.journal.Cuts;
import io.aegis.server.journal.Journal;
import io.aegis.server.journal.KnownIds;
import io.aegis.server.journal.Settings;
import io.aegis.server.journal.Sources;
import io.aegis.server.postgres.Database;
import io.aegis.server.postgres.Sessions;
import io.aegis.server.projection.Announcer;
import io.aegis.server.projection.Changes;
import io.aegis.server.projection.CustomerQueries;
import io.aegis.server.projection.IncidentQueries;
import io.aegis.server.projection.IntakeQueries;
import io.aegis.server.projection.InternalCounts;
import io.aegis.server.projection.InterventionCounts;
import io.aegis.server.projection.InterventionQueries;
import io.aegis.server.projection.TableWriter;
import io.aegis.server.projection.UsageQueries;
import io.aegis.server.projection.ViewSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a monitor, wired in the order of the data's flow, and the threads they run on. */
final class MonitorParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MonitorParts.class);
    /** Records replayed by a start above which it takes a cut at once: were it killed again, the next had more to do. */
    private static final int REPLAYED_MAX = 5_000;

    private final MonitorOptions options;
    private final Database database;
    private final StageMetrics metrics;
    private final Changes changes;
    private final InterventionQueries interventions;
    private final IncidentQueries incidents;
    private final SilenceWatch silence;
    private final CustomerQueries customers;
    private final UsageQueries usage;
    private final IntakeQueries intake;
    private final Sessions sessions;
    private final Projecting projecting;
    private final Counting counting;
    private final Cutting cutting;
    private final Applier applier;
    private final Journalling journalling;
    private final EventTimes times;
    private final Gathered gathered;
    private final Clockwork clockwork;
    private final List<Thread> threads = new ArrayList<>();

    private MonitorParts(MonitorOptions options, Database database, Connection connection) throws SQLException {
        this.options = options;
        this.database = database;
        this.metrics = new StageMetrics(options.metrics());
        this.changes = new Changes(options.clock().millis() << 10);
        this.interventions = new InterventionQueries(database.readers(), views());
        this.incidents = new IncidentQueries(database.readers());
        this.silence = new SilenceWatch(now -> options.timeMode() == TimeMode.WALL
                ? Math.max(now, options.clock().millis())
                : now);
        this.customers = new CustomerQueries(database.readers(), views(), interventions);
        this.usage = new UsageQueries(database.readers(), views());
        this.intake = new IntakeQueries(database.readers());
        this.sessions = new Sessions(database);

        TableWriter.Reached reached = TableWriter.reached(connection);
        Cuts.deleteUnfinished(connection);
        Cuts.Cut cut = Cuts.last(connection);
        Journal.Head head = Journal.head(connection);
        InterventionCounts counts = new InterventionCounts();
        counts.load(connection);
        InternalCounts internal = new InternalCounts();
        internal.read(connection);
        this.gathered = new Gathered(reached);
        Machine machine = new Machine(gathered);
        machine.knownSources(Sources.load(connection));
        this.projecting = new Projecting(
                sessions.open("tables"),
                counts,
                internal,
                interventions,
                new Announcer(interventions, customers, incidents, changes),
                metrics,
                reached);
        this.counting = new Counting(sessions.open("usage"), metrics, reached.usage());
        start("projecting", projecting);
        start("counting", counting);
        this.times = new EventTimes(options.timeMode(), options.clock(), head.atMillis());
        CompletableFuture<Assembler> assembling = CompletableFuture.supplyAsync(
                this::assembler,
                task -> Thread.ofPlatform().name("aegis-identities").start(task));
        long replayed = new Recovery(database, machine, gathered, projecting, counting, reached.decisions())
                .run(connection, cut);
        gathered.startAt(head.position(), head.events());

        this.cutting = new Cutting(
                sessions.open("cuts"),
                projecting,
                counting,
                metrics,
                options.limits(),
                options.clock(),
                cut,
                Cuts.sizes(connection));
        if (replayed > REPLAYED_MAX) {
            cutting.soon();
        }
        this.applier = new Applier(
                machine,
                gathered,
                projecting,
                counting,
                cutting,
                silence,
                metrics,
                options.limits().queueEventsMax());
        this.journalling = new Journalling(
                sessions.open("journal"), joined(assembling), times, options.limits(), applier, metrics, head);
        this.clockwork = new Clockwork(times, journalling, applier, gathered, changes, this::status);
        start("applying", applier);
        start("cutting", cutting);
        start("journalling", journalling);
        start("clockwork", clockwork);
        gauges();
    }

    static MonitorParts start(MonitorOptions options) {
        Database database = Database.open(options.dataDirectory(), options.databaseUrl());
        try {
            Connection connection = database.connect();
            try (connection) {
                checkTimeMode(connection, options.timeMode());
                MonitorParts parts = new MonitorParts(options, database, connection);
                parts.begin();
                return parts;
            }
        } catch (SQLException e) {
            database.close();
            throw new IllegalStateException("the data cannot be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void checkTimeMode(Connection connection, TimeMode mode) throws SQLException {
        String kept = Settings.keep(connection, "time_mode", mode.id());
        if (!kept.equals(mode.id())) {
            throw new IllegalStateException("this data was begun in " + kept + " time and cannot be opened in "
                    + mode.id() + " time\nStart with --time " + kept + ", or choose another directory with --data.");
        }
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Loads the ids while the engine is recovered. */
    private Assembler assembler() {
        MonitorLimits limits = options.limits();
        try (Connection connection = database.connect()) {
            KnownIds known = KnownIds.load(connection, limits.customersMax(), limits.recordIdsMax());
            return new Assembler(known, new CustomerKeys(), times, new NewCustomers(limits, options.clock()));
        } catch (SQLException e) {
            throw new IllegalStateException("the ids cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a start itself puts into the journal. */
    private void begin() {
        String given = options.rulesYaml();
        String wanted = given == null && applier.rulesYaml().isEmpty() ? RuleFile.shippedText() : given;
        if (options.timeMode() == TimeMode.WALL) {
            journalling.offer(new Work.Start());
        }
        if (wanted != null && !wanted.equals(applier.rulesYaml())) {
            RuleFile.read(wanted);
            CompletableFuture<Void> done = new CompletableFuture<>();
            journalling.offer(new Work.RulesGiven(wanted, "aegis", done));
            done.join();
        }
    }

    private void start(String name, Runnable part) {
        threads.add(Thread.ofPlatform().name("aegis-" + name).start(part));
    }

    private void gauges() {
        metrics.gauge("aegis.journal.position", () -> journalling.head().position());
        metrics.gauge("aegis.applied.position", gathered::appliedPosition);
        metrics.gauge("aegis.projected.position", projecting::decisionsReached);
        metrics.gauge("aegis.apply.waiting", applier::waitingEvents);
        metrics.gauge("aegis.customers", journalling::customers);
        metrics.gauge(
                "aegis.rule.faults",
                () -> applier.ruleFaults().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        metrics.gauge("aegis.dedupe.span.seconds", journalling::dedupeSpanSeconds);
    }

    private ViewSource views() {
        return new ViewSource() {
            @Override
            public Optional<CustomerView> view(int customer) {
                return asked(machine -> machine.view(customer));
            }

            @Override
            public List<MinuteCalls> minutes(int customer) {
                return asked(machine -> machine.minutes(customer));
            }
        };
    }

    private <T> T asked(Function<Machine, T> question) {
        try {
            return applier.ask(question).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the customer cannot be evaluated: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a customer was evaluated", e);
        }
    }

    MonitorStatus status() {
        long told = changes.position();
        Journal.Head head = journalling.head();
        return new MonitorStatus(
                told,
                options.timeMode(),
                Math.max(applier.nowMillis(), -1),
                journalling.customers(),
                head.events(),
                new TreeMap<>(projecting.counts().byRule()),
                projecting.internal().known(),
                clockwork.eventsPerSecond(),
                clockwork.rates(),
                head.position(),
                gathered.appliedPosition(),
                projecting.decisionsReached(),
                journalling.dedupeSpanSeconds(),
                silence.silent(),
                trouble());
    }

    /** Why nothing can be taken at present. */
    @Nullable
    String trouble() {
        String failure = projecting.failure();
        if (failure != null) {
            return failure;
        }
        return sessions.trouble();
    }

    Journalling journalling() {
        return journalling;
    }

    Changes changes() {
        return changes;
    }

    CustomerQueries customers() {
        return customers;
    }

    InterventionQueries interventions() {
        return interventions;
    }

    IncidentQueries incidents() {
        return incidents;
    }

    IntakeQueries intake() {
        return intake;
    }

    UsageQueries usage() {
        return usage;
    }

    String rulesYaml() {
        return applier.rulesYaml();
    }

    DataSource dataSource() {
        return database.readers();
    }

    /** Each stage finishes what the one before it handed on; without a database, what is durable is left to the next start. */
    @Override
    public void close() {
        clockwork.close();
        if (trouble() != null) {
            sessions.giveUp();
        }
        journalling.close();
        join("aegis-journalling");
        applier.close();
        join("aegis-applying");
        if (trouble() == null) {
            cutting.take(applier.machine(), gathered);
        }
        cutting.close();
        join("aegis-cutting");
        projecting.close();
        join("aegis-projecting");
        counting.close();
        join("aegis-counting");
        sessions.close();
        database.close();
        LOG.info("closed at position {}", journalling.head().position());
    }

    private void join(String name) {
        for (Thread thread : threads) {
            if (thread.getName().equals(name)) {
                try {
                    thread.join(60_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
