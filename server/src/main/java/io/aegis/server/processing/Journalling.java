package io.aegis.server.processing;

import io.aegis.codec.journal.JournalRecord;
import io.aegis.server.journal.Journal;
import io.aegis.server.journal.JournalCommit;
import io.aegis.server.journal.Requests;
import io.aegis.server.postgres.Session;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that makes things durable: takes what waits, puts it into one group, commits, answers, hands the group on
 * to be applied. Nothing is answered before its commit, nothing applied that is not durable.
 */
final class Journalling implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Journalling.class);
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int WORKS_MAX = 4_096;

    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Backlog backlog;
    private final Session session;
    private final Assembler assembler;
    private final EventTimes times;
    private final MonitorLimits limits;
    private final Applier applier;
    private final StageMetrics metrics;
    private volatile Journal.Head head;
    private volatile boolean closing;
    private volatile long dedupeSpanSeconds;

    Journalling(
            Session session,
            Assembler assembler,
            EventTimes times,
            MonitorLimits limits,
            Applier applier,
            StageMetrics metrics,
            Journal.Head head) {
        this.session = session;
        this.assembler = assembler;
        this.times = times;
        this.limits = limits;
        this.backlog = new Backlog(limits.queueEventsMax());
        this.applier = applier;
        this.metrics = metrics;
        this.head = head;
        this.dedupeSpanSeconds = Submission.REQUEST_KEPT.toSeconds();
    }

    Journal.Head head() {
        return head;
    }

    long dedupeSpanSeconds() {
        return dedupeSpanSeconds;
    }

    int customers() {
        return assembler.customers();
    }

    /** Queues it, or refuses at once when too much waits. */
    void offer(Work work) {
        if (closing) {
            work.refuse(new Refusal.Unavailable("the server is closing", 5));
            return;
        }
        if (!backlog.admits(work)) {
            metrics.overloaded();
            work.refuse(new Refusal.Overloaded(RETRY_AFTER_SECONDS));
            return;
        }
        queue.add(work);
    }

    @Override
    public void run() {
        List<Work> works = new ArrayList<>();
        while (!(closing && queue.isEmpty())) {
            try {
                take(works);
                if (!works.isEmpty()) {
                    journal(works);
                }
            } catch (InterruptedException e) {
                works.forEach(work -> work.refuse(new Refusal.Unavailable("the server is closing", 5)));
                return;
            } catch (Session.Ended e) {
                works.forEach(work -> work.refuse(new Refusal.Unavailable("the database cannot be used", 5)));
            } catch (RuntimeException e) {
                LOG.error("journalling failed; the server must be started anew", e);
                works.forEach(work -> work.refuse(e));
                closing = true;
            } finally {
                works.forEach(backlog::release);
                works.clear();
            }
        }
    }

    private void take(List<Work> works) throws InterruptedException {
        Work first = queue.poll(100, TimeUnit.MILLISECONDS);
        int events = 0;
        for (Work next = first; next != null; next = queue.poll()) {
            works.add(next);
            events += next.events();
            if (events >= limits.batchEventsMax() || works.size() >= WORKS_MAX) {
                return;
            }
        }
    }

    private void journal(List<Work> works) throws InterruptedException {
        long begin = System.nanoTime();
        long arrived = times.clockMillis();
        Group group = new Group();
        IdentityHashMap<Work, Requests.Hash> keys = keys(works);
        Map<Requests.Hash, Requests.Answer> known = keys.isEmpty()
                ? Map.of()
                : session.retried((connection, again) -> Requests.find(connection, keys.values(), arrived));
        for (Work work : works) {
            add(group, work, keys.get(work), known, arrived);
        }
        if (times.mode() == TimeMode.WALL && !group.records.isEmpty()) {
            group.add(new JournalRecord.Tick(times.reachClock()), null);
        }
        if (!group.isEmpty()) {
            commit(group, arrived);
        }
        metrics.journalled(group.events, System.nanoTime() - begin);
        dedupeSpanSeconds = assembler.dedupeSpanSeconds(arrived, Submission.REQUEST_KEPT.toSeconds());
        if (!group.records.isEmpty()) {
            applier.hand(new Applied(head.position(), head.events(), group.records, group.personal, group.attendants));
        }
        for (Group.Receipts each : group.receipts) {
            each.to().complete(each.receipt());
        }
    }

    private static IdentityHashMap<Work, Requests.Hash> keys(List<Work> works) {
        IdentityHashMap<Work, Requests.Hash> keys = new IdentityHashMap<>();
        for (Work work : works) {
            if (work instanceof Work.Submitted submitted) {
                Requests.Hash hash = RequestKey.of(submitted.submission());
                if (hash != null) {
                    keys.put(work, hash);
                }
            }
        }
        return keys;
    }

    private void add(
            Group group,
            Work work,
            Requests.@Nullable Hash key,
            Map<Requests.Hash, Requests.Answer> known,
            long arrived) {
        switch (work) {
            case Work.Submitted submitted -> submit(group, submitted, key, known, arrived);
            case Work.Moved moved -> {
                byte[] note = assembler.note(session, moved.customer(), moved.text());
                if (moved.text() != null) {
                    group.personal.put(group.records.size(), PersonalFields.ofNote(moved.text()));
                }
                group.add(
                        new JournalRecord.Command(
                                moved.customer(), moved.intervention(), moved.move(), moved.actor(), note),
                        moved);
            }
            case Work.Checked checked -> group.add(new JournalRecord.Check(), checked);
            case Work.RulesGiven rules -> group.add(new JournalRecord.Rules(rules.yaml(), rules.actor()), rules);
            case Work.Erasure erasure -> erase(group, erasure);
            case Work.Linked linked -> link(group, linked);
            case Work.Due ignored -> group.add(new JournalRecord.Tick(times.reachClock()), null);
            case Work.Start ignored -> group.add(new JournalRecord.Started(times.reachClock()), null);
        }
    }

    private void submit(
            Group group,
            Work.Submitted submitted,
            Requests.@Nullable Hash key,
            Map<Requests.Hash, Requests.Answer> known,
            long arrived) {
        Submission submission = submitted.submission();
        if (submission.progress() != null) {
            group.progress.put(submission.source(), submission.progress());
        }
        Requests.Answer first = key == null ? null : group.answers.getOrDefault(key, known.get(key));
        if (first != null) {
            if (submission.idempotencyKey() != null && !first.sameBody(submission.bodyHash())) {
                submitted.refuse(new Refusal.KeyReused(submission.idempotencyKey()));
            } else {
                group.accepted(submitted.receipt(), first.accepted(), first.rejected(), true);
            }
            return;
        }
        Receipt receipt = assembler.add(group, session, submission, arrived);
        if (key != null) {
            group.answers.put(
                    key,
                    new Requests.Answer(
                            submission.bodyHash(),
                            arrived + submission.keyKept().toMillis(),
                            receipt.accepted(),
                            receipt.rejected()));
        }
        group.accepted(submitted.receipt(), receipt.accepted(), receipt.rejected(), false);
    }

    private void erase(Group group, Work.Erasure erasure) {
        int customer = assembler.customer(erasure.customerId());
        if (customer < 0) {
            erasure.done().complete(false);
            return;
        }
        assembler.erase(group, customer);
        group.add(new JournalRecord.Erased(customer, erasure.actor()), erasure);
    }

    private void link(Group group, Work.Linked linked) {
        int customer = assembler.customer(linked.customerId());
        if (customer < 0) {
            linked.done().complete(false);
            return;
        }
        assembler.link(group, linked.source(), linked.externalId(), customer);
        group.works.add(linked);
    }

    private void commit(Group group, long arrived) {
        long position = head.position() + group.records.size();
        Journal.Head next = new Journal.Head(position, head.events() + group.events, times.nowMillis());
        JournalCommit commit = new JournalCommit(
                next,
                group.records,
                arrived,
                group.recordIds,
                group.answers,
                group.learned,
                assembler.takeFreshKeys(),
                group.sources,
                group.rejected,
                List.copyOf(group.strays.values()),
                group.erased,
                group.progress,
                group.billing);
        session.done((connection, again) -> {
            // The answer to a commit can be lost although it took place.
            if (!(again && !group.records.isEmpty() && Journal.holds(connection, position))) {
                commit.write(connection);
            }
        });
        head = next;
        group.works.forEach(work -> {
            if (work instanceof Work.Linked linked) {
                linked.done().complete(true);
            }
        });
    }

    /** Takes nothing new; what waits is still journalled. */
    void close() {
        closing = true;
    }
}
