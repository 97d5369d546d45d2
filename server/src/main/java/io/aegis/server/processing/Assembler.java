package io.aegis.server.processing;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Profile;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import io.aegis.codec.journal.JournalRecord;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.formats.identity.Directory;
import io.aegis.formats.identity.Door;
import io.aegis.formats.identity.Mutation;
import io.aegis.server.journal.CustomerKeys;
import io.aegis.server.journal.Identities;
import io.aegis.server.journal.JournalCommit;
import io.aegis.server.journal.KnownIds;
import io.aegis.server.journal.RecordIds;
import io.aegis.server.postgres.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what was submitted into records: whose it is, whether it was seen before, whether its time can be. One thread. */
final class Assembler {

    private static final int PLACE_CHARS_MAX = 80;

    private final Directory directory;
    private final RecordIds recordIds;
    private final CustomerKeys keys;
    private final EventTimes times;
    private final NewCustomers newCustomers;
    private final Map<String, Integer> sources;

    Assembler(KnownIds known, CustomerKeys keys, EventTimes times, NewCustomers newCustomers) {
        this.directory = known.directory();
        this.recordIds = known.recordIds();
        this.sources = new HashMap<>(known.sources());
        this.keys = keys;
        this.times = times;
        this.newCustomers = newCustomers;
    }

    /** How one submission fares. */
    private static final class Tally {
        final Submission submission;
        final int source;
        final List<RejectedLine> rejected = new ArrayList<>();
        int accepted;

        Tally(Submission submission, int source) {
            this.submission = submission;
            this.source = source;
        }
    }

    /** Adds what is taken to the group and answers how it fared. */
    Receipt add(Group group, Session session, Submission submission, long arrivedMillis) {
        Tally tally = new Tally(submission, source(group, submission.source()));
        for (int i = 0; i < submission.lines().size(); i++) {
            Line line = submission.lines().get(i);
            switch (line) {
                case RejectedLine rejected -> tally.rejected.add(rejected);
                case PublicTick tick -> tick(group, tally, i, tick);
                case PublicEvent event -> event(group, session, tally, i, event, arrivedMillis);
            }
        }
        tally.rejected.forEach(line -> group.rejected.add(new JournalCommit.Rejected(submission.source(), line)));
        return new Receipt(tally.accepted, tally.rejected, false);
    }

    private void tick(Group group, Tally tally, int place, PublicTick tick) {
        String reason = times.refusal(tick);
        if (reason != null) {
            tally.rejected.add(new RejectedLine(place + 1L, "at", reason, "tick"));
            return;
        }
        tally.accepted++;
        if (times.reach(tick.atMillis())) {
            group.add(new JournalRecord.Tick(tick.atMillis()), null);
        }
    }

    private void event(Group group, Session session, Tally tally, int place, PublicEvent event, long arrivedMillis) {
        String reason = times.refusal(event);
        if (reason != null) {
            reject(tally, place, "at", reason, event);
            return;
        }
        Long hash = event.id() == null ? null : (Long) recordIds.hash(tally.submission.source(), event.id());
        if (hash != null && recordIds.knows(hash)) {
            tally.accepted++;
            return;
        }
        int customer = attribute(group, tally, place, event);
        if (customer == Directory.FULL) {
            return;
        }
        tally.accepted++;
        if (hash != null) {
            recordIds.add(hash, arrivedMillis);
            group.recordIds.add(hash);
        }
        if (customer == Directory.UNATTRIBUTED) {
            group.stray(tally.submission.source(), Directory.nameOf(event), event.atMillis());
            return;
        }
        PublicEvent taken = OutOfOrder.inOrder(group, session, tally.submission, customer, event);
        if (taken == null) {
            return;
        }
        group.events++;
        group.add(new JournalRecord.Event(customer, tally.source, taken.atMillis(), taken.fact()), null);
        Profile profile = event.profile();
        if (profile != null && !profile.fields().isEmpty()) {
            personal(group, session, customer, event, profile);
        }
    }

    /** Fields of a customer record become its profile; those of single events (a user, a title) are not kept there. */
    private void personal(Group group, Session session, int customer, PublicEvent event, Profile profile) {
        byte[] plain = PersonalFields.ofProfile(profile);
        if (isOfRecord(event.fact())) {
            group.personal.put(group.records.size(), plain);
        }
        group.add(new JournalRecord.Personal(customer, sealed(session, customer, plain)), null);
    }

    static boolean isOfRecord(Fact fact) {
        return !(fact instanceof ErrorReport || fact instanceof Login);
    }

    private int attribute(Group group, Tally tally, int place, PublicEvent event) {
        Submission submission = tally.submission;
        if (submission.door() == Door.OWN
                && !newCustomers.mayCreate(submission.source())
                && directory.resolve(submission.source(), submission.door(), event.customer(), keyOf(event)) < 0) {
            reject(tally, place, "customer", newCustomers.refusal(submission.source()), event);
            return Directory.FULL;
        }
        List<Mutation> learned = new ArrayList<>(0);
        int customer = directory.attribute(submission.source(), submission.door(), event, learned::add);
        if (customer == Directory.FULL) {
            reject(tally, place, "customer", newCustomers.refusalForAll(), event);
        }
        for (Mutation mutation : learned) {
            if (mutation instanceof Mutation.Created created) {
                group.learned.add(created(customer, created, event));
                newCustomers.created(submission.source());
                byte[] plain = PersonalFields.ofId(created.id());
                group.add(new JournalRecord.Personal(customer, keys.sealFirst(customer, plain)), null);
            } else {
                group.learned.add(new Identities.Learned(customer, mutation));
            }
        }
        return customer;
    }

    /** With its name where the first that is heard of it is its record, so that its row need not be written again. */
    private static Identities.Learned created(int customer, Mutation.Created created, PublicEvent event) {
        Profile profile = event.profile();
        if (profile == null || !isOfRecord(event.fact())) {
            return new Identities.Learned(customer, created);
        }
        return new Identities.Learned(
                customer,
                created,
                PersonalFields.text(profile.fields().get("name")),
                PersonalFields.text(profile.fields().get("owner")));
    }

    private static @Nullable String keyOf(PublicEvent event) {
        return event.fact() instanceof ApiCall call ? call.key() : null;
    }

    private static void reject(Tally tally, int place, String field, String reason, PublicEvent event) {
        String shown = event.fact().getClass().getSimpleName() + " of " + event.customer() + " at "
                + Instant.ofEpochMilli(event.atMillis());
        tally.rejected.add(new RejectedLine(
                place + 1L,
                field,
                reason,
                shown.length() > PLACE_CHARS_MAX ? shown.substring(0, PLACE_CHARS_MAX) : shown));
    }

    private int source(Group group, String name) {
        Integer known = sources.get(name);
        if (known != null) {
            return known;
        }
        int number = sources.size();
        sources.put(name, number);
        group.sources.put(number, name);
        group.add(new JournalRecord.SourceNamed(number, name), null);
        return number;
    }

    private byte[] sealed(Session session, int customer, byte[] plain) {
        return session.retried((connection, again) -> keys.seal(connection, customer, plain));
    }

    /** Seals what a person wrote. */
    byte @Nullable [] note(Session session, int customer, @Nullable String text) {
        return text == null || text.isEmpty() ? null : sealed(session, customer, PersonalFields.ofNote(text));
    }

    /** The customer's number by its own id; negative if unknown. */
    int customer(String id) {
        return directory.resolve("", Door.OWN, id, null);
    }

    void erase(Group group, int customer) {
        group.learned.add(new Identities.Learned(customer, directory.erase(customer)));
        group.erased.add(customer);
        keys.forget(customer);
    }

    void link(Group group, String source, String externalId, int customer) {
        group.learned.add(new Identities.Learned(customer, directory.link(source, externalId, customer)));
    }

    Map<Integer, byte[]> takeFreshKeys() {
        return keys.takeFresh();
    }

    int customers() {
        return directory.known();
    }

    long dedupeSpanSeconds(long nowMillis, long secondsMax) {
        return recordIds.spanSeconds(nowMillis, secondsMax);
    }
}
