package io.aegis.server.processing;

import io.aegis.codec.event.RejectedLine;
import io.aegis.codec.journal.JournalRecord;
import io.aegis.server.journal.BillingOrder;
import io.aegis.server.journal.Identities;
import io.aegis.server.journal.JournalCommit;
import io.aegis.server.journal.Requests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What goes into one transaction of the journal, while it is being put together, and who waits for it. */
final class Group {

    final List<JournalRecord> records = new ArrayList<>();
    final List<Long> recordIds = new ArrayList<>();
    final Map<Requests.Hash, Requests.Answer> answers = new LinkedHashMap<>();
    final List<Identities.Learned> learned = new ArrayList<>();
    final SortedMap<Integer, String> sources = new TreeMap<>();
    final List<JournalCommit.Rejected> rejected = new ArrayList<>();
    final Map<String, JournalCommit.Stray> strays = new LinkedHashMap<>();
    final List<Integer> erased = new ArrayList<>();
    final SortedMap<String, String> progress = new TreeMap<>();
    final Map<BillingOrder.Key, BillingOrder.Newest> billing = new LinkedHashMap<>();

    /** Personal fields in the clear by the place of their record, so that the live path need not open what it sealed. */
    final Map<Integer, byte[]> personal = new HashMap<>();

    final List<Attendant> attendants = new ArrayList<>();
    final List<Receipts> receipts = new ArrayList<>();
    final List<Work> works = new ArrayList<>();
    int events;

    /**
     * Who waits until the tables show what a record did.
     *
     * @param place of the record within the group
     */
    record Attendant(int place, Work work) {}

    /** A receipt to be given once the group is durable. */
    record Receipts(CompletableFuture<Receipt> to, Receipt receipt) {}

    void accepted(CompletableFuture<Receipt> to, int accepted, List<RejectedLine> refused, boolean repeated) {
        receipts.add(new Receipts(to, new Receipt(accepted, refused, repeated)));
    }

    void add(JournalRecord record, @Nullable Work attending) {
        if (attending != null) {
            attendants.add(new Attendant(records.size(), attending));
        }
        records.add(record);
    }

    void stray(String source, String name, long atMillis) {
        strays.merge(
                source + '\u0000' + name,
                new JournalCommit.Stray(source, name, 1, atMillis, atMillis),
                (known, more) -> new JournalCommit.Stray(
                        source,
                        name,
                        known.events() + 1,
                        Math.min(known.firstMillis(), atMillis),
                        Math.max(known.lastMillis(), atMillis)));
    }

    boolean isEmpty() {
        return records.isEmpty()
                && answers.isEmpty()
                && rejected.isEmpty()
                && strays.isEmpty()
                && learned.isEmpty()
                && progress.isEmpty();
    }
}
