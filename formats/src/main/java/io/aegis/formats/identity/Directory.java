package io.aegis.formats.identity;

import io.aegis.codec.event.Profile;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerUpdate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives each company one number, whichever of its ids an event names: its own, one that a customer record lists for
 * another system, or a key. Linking moves later events, never earlier ones. One thread at a time.
 *
 * <p>Everything that changes it is told as a {@link Mutation}; {@link #apply} plays them back after a restart.
 */
public final class Directory {

    /** Nobody known; counted under {@link #unattributed}. */
    public static final int UNATTRIBUTED = -1;

    /** Would be a new customer, but there are as many as may be. */
    public static final int FULL = -2;

    private static final String CLEARED = "null";
    private static final int KEY_PREFIX_CHARS_MIN = 6;
    private static final int KEY_TAIL_CHARS_MIN = 4;
    private static final int IDS_PER_CUSTOMER_MAX = 100;

    private final int customersMax;
    private final IdTable own = new IdTable();
    private final Map<String, IdTable> external = new TreeMap<>();
    private final IdTable keys = new IdTable();
    private final List<@Nullable String> ids = new ArrayList<>();
    private final BitSet discovered = new BitSet();
    private int known;
    private final UnattributedIds unattributed;

    /** Only so that what is fetched is not left out. */
    @SuppressWarnings("UnusedVariable")
    private int fetched;

    /**
     * @param customersMax how many customers there may be
     * @param unattributedIdsMax how many ids of nobody are kept as samples
     */
    public Directory(int customersMax, int unattributedIdsMax) {
        this.customersMax = customersMax;
        this.unattributed = new UnattributedIds(unattributedIdsMax);
    }

    public Directory() {
        this(10_000_000, 1_000);
    }

    /**
     * Says which events are attributed next, so that waiting for where their customers lie overlaps. Optional, and
     * without any effect on whose they are.
     */
    public void expect(PublicEvent[] next, int count) {
        fetched = own.fetch(next, count);
    }

    /**
     * Whose event this is, {@link #UNATTRIBUTED} or {@link #FULL}; learns from customer records and key events.
     *
     * @param source name of the token's or configured source, null where a file has none
     * @param learned told each mutation, already applied
     */
    public int attribute(@Nullable String source, Door door, PublicEvent event, Consumer<? super Mutation> learned) {
        String key = event.fact() instanceof ApiCall call ? call.key() : null;
        int number = resolve(source, door, event.customer(), key);
        if (number < 0 && door == Door.OWN && !event.customer().isEmpty()) {
            number = create(event, learned);
        }
        if (number == UNATTRIBUTED) {
            unattributed.count(source == null ? "" : source, nameOf(event), event.atMillis());
        }
        if (number >= 0) {
            learn(number, event, learned);
        }
        return number;
    }

    /** What an event names: the customer, or where it names none the key; a person can link either. */
    public static String nameOf(PublicEvent event) {
        boolean keyed = event.customer().isEmpty() && event.fact() instanceof ApiCall call && call.key() != null;
        return keyed ? String.valueOf(((ApiCall) event.fact()).key()) : event.customer();
    }

    /** Whose id this is, {@link #UNATTRIBUTED} if nobody's; learns nothing. */
    public int resolve(@Nullable String source, Door door, String id, @Nullable String key) {
        int number = id.isEmpty() ? UNATTRIBUTED : own.get(id);
        if (number >= 0) {
            return number;
        }
        number = id.isEmpty() ? UNATTRIBUTED : byExternalId(source, door, id);
        if (number >= 0) {
            return number;
        }
        number = key == null ? UNATTRIBUTED : byKey(key);
        if (number < 0 && key != null && id.isEmpty()) {
            number = byExternalId(source, door, key);
        }
        if (number >= 0 || id.isEmpty()) {
            return number;
        }
        return door == Door.OWN && id.indexOf('…') < 0 ? keys.get(id) : byKey(id);
    }

    private int byExternalId(@Nullable String source, Door door, String id) {
        IdTable ofSource = source == null ? null : external.get(source);
        int number = ofSource == null ? UNATTRIBUTED : ofSource.get(id);
        return number < 0 && (source == null || door == Door.OWN) ? byAnyExternalId(id) : number;
    }

    /** The one customer whom some other system knows by this id; nobody if they disagree. */
    private int byAnyExternalId(String id) {
        int found = UNATTRIBUTED;
        for (IdTable table : external.values()) {
            int number = table.get(id);
            if (number >= 0 && found >= 0 && found != number) {
                return UNATTRIBUTED;
            }
            found = Math.max(found, number);
        }
        return found;
    }

    /** The key as it is, then its prefix: a known key that begins this one, or that this masked one begins with. */
    private int byKey(String key) {
        if (keys.size() == 0) {
            return UNATTRIBUTED;
        }
        int number = keys.get(key);
        int cut = key.indexOf('…');
        String prefix = cut < 0 ? key : key.substring(0, cut);
        for (int length = cut < 0 ? key.length() - 1 : cut; number < 0 && length >= KEY_PREFIX_CHARS_MIN; length--) {
            number = cut >= 0 || endsAt(prefix, length) ? keys.get(prefix.substring(0, length)) : UNATTRIBUTED;
        }
        return number;
    }

    /** {@code key_10} is no prefix of {@code key_101}: a prefix ends before a separator, or well before the end. */
    private static boolean endsAt(String key, int length) {
        return key.length() - length >= KEY_TAIL_CHARS_MIN || !Character.isLetterOrDigit(key.charAt(length));
    }

    private int create(PublicEvent event, Consumer<? super Mutation> learned) {
        if (ids.size() >= customersMax) {
            return FULL;
        }
        int number = ids.size();
        tell(new Mutation.Created(number, event.customer(), !(event.fact() instanceof CustomerUpdate)), learned);
        return number;
    }

    private void learn(int number, PublicEvent event, Consumer<? super Mutation> learned) {
        switch (event.fact()) {
            case CustomerUpdate update -> learnRecord(number, event.profile(), learned);
            case ApiKey key when key.key() != null && !key.revoked() -> learnKey(number, key.key(), learned);
            default -> {}
        }
    }

    private void learnRecord(int number, @Nullable Profile profile, Consumer<? super Mutation> learned) {
        if (discovered.get(number)) {
            tell(new Mutation.Recorded(number), learned);
        }
        if (profile == null) {
            return;
        }
        if (CLEARED.equals(profile.fields().get("external_ids"))) {
            external.keySet().forEach(source -> forgetExternalIds(number, source, learned));
        }
        if (CLEARED.equals(profile.fields().get("keys"))) {
            keysOf(number).forEach(key -> tell(new Mutation.KeyForgotten(key), learned));
        }
        if (profile.externalIds() != null) {
            profile.externalIds().entrySet().stream()
                    .limit(IDS_PER_CUSTOMER_MAX)
                    .forEach(id -> learnExternalId(number, id.getKey(), id.getValue(), learned));
        }
        if (profile.keys() != null) {
            profile.keys().stream().limit(IDS_PER_CUSTOMER_MAX).forEach(key -> learnKey(number, key, learned));
        }
    }

    private void learnExternalId(int number, String source, String id, Consumer<? super Mutation> learned) {
        if (id.isEmpty()) {
            forgetExternalIds(number, source, learned);
            return;
        }
        IdTable table = external.get(source);
        if (table == null || table.get(id) != number) {
            tell(new Mutation.Linked(number, source, id), learned);
        }
        takeOver(number, id, learned);
    }

    /** One that was only seen in traffic turns out to be this customer: its id, its keys and its links are theirs now. */
    private void takeOver(int number, String id, Consumer<? super Mutation> learned) {
        int taken = own.get(id);
        if (taken < 0 || taken == number) {
            return;
        }
        // One that was taken over before is a claimed id like others: it is the last claimant's.
        boolean claimedBefore = !id.equals(ids.get(taken));
        if (!claimedBefore && !discovered.get(taken)) {
            return;
        }
        tell(new Mutation.Redirected(id, number), learned);
        if (claimedBefore) {
            return;
        }
        keysOf(taken).forEach(key -> tell(new Mutation.KeyLearned(number, key), learned));
        external.forEach((source, table) -> table.forEachSorted((linked, owner) -> {
            if (owner == taken) {
                tell(new Mutation.Linked(number, source, linked), learned);
            }
        }));
    }

    private List<String> keysOf(int number) {
        List<String> found = new ArrayList<>();
        keys.forEachSorted((key, owner) -> {
            if (owner == number) {
                found.add(key);
            }
        });
        return found;
    }

    private void forgetExternalIds(int number, String source, Consumer<? super Mutation> learned) {
        IdTable table = external.get(source);
        if (table != null) {
            table.forEachSorted((id, owner) -> {
                if (owner == number) {
                    tell(new Mutation.Unlinked(source, id), learned);
                }
            });
        }
    }

    private void learnKey(int number, String key, Consumer<? super Mutation> learned) {
        if (keys.get(key) != number) {
            tell(new Mutation.KeyLearned(number, key), learned);
        }
        takeOver(number, key, learned);
    }

    /** A person says whose id this is; moves later events only. */
    public Mutation link(String source, String externalId, int number) {
        if (number < 0 || number >= ids.size() || ids.get(number) == null) {
            throw new IllegalArgumentException("customer number (" + number + ") is not known");
        }
        Mutation linked = new Mutation.Linked(number, source, externalId);
        apply(linked);
        return linked;
    }

    /** Forgets every id and key of the customer; an id that comes back is a new customer. */
    public Mutation erase(int number) {
        Mutation erased = new Mutation.Erased(number);
        apply(erased);
        return erased;
    }

    private void tell(Mutation mutation, Consumer<? super Mutation> learned) {
        apply(mutation);
        learned.accept(mutation);
    }

    /** Carries out what was learned before, in the order in which it was. */
    public void apply(Mutation mutation) {
        switch (mutation) {
            case Mutation.Created created -> {
                while (ids.size() <= created.number()) {
                    ids.add(null);
                }
                known += ids.set(created.number(), created.id()) == null ? 1 : 0;
                own.put(created.id(), created.number());
                discovered.set(created.number(), created.discovered());
            }
            case Mutation.Recorded recorded -> discovered.clear(recorded.number());
            case Mutation.Linked linked -> {
                external.computeIfAbsent(linked.source(), name -> new IdTable())
                        .put(linked.externalId(), linked.number());
                unattributed.forget(linked.source(), linked.externalId());
            }
            case Mutation.Unlinked unlinked -> {
                IdTable table = external.get(unlinked.source());
                if (table != null) {
                    table.remove(unlinked.externalId());
                }
            }
            case Mutation.Redirected redirected -> own.put(redirected.id(), redirected.number());
            case Mutation.KeyLearned learned -> keys.put(learned.key(), learned.number());
            case Mutation.KeyForgotten forgotten -> keys.remove(forgotten.key());
            case Mutation.Erased erased -> forget(erased.number());
        }
    }

    private void forget(int number) {
        own.removeAllOf(number);
        external.values().forEach(table -> table.removeAllOf(number));
        keys.removeAllOf(number);
        discovered.clear(number);
        if (number < ids.size()) {
            known -= ids.set(number, null) == null ? 0 : 1;
        }
    }

    /** The company's own id, null for a number never given or erased. */
    public @Nullable String id(int number) {
        return number >= 0 && number < ids.size() ? ids.get(number) : null;
    }

    /** How many there are; who was erased is none of them. */
    public int known() {
        return known;
    }

    /** One more than the highest number given. */
    public int numberLimit() {
        return ids.size();
    }

    /** Seen in traffic only; no customer record came. */
    public boolean isDiscovered(int number) {
        return discovered.get(number);
    }

    /** Sample ids of nobody, the busiest first. */
    public List<Unattributed> unattributed() {
        return unattributed.list();
    }

    /** Events of nobody since the start, by source, complete. */
    public Map<String, Long> unattributedBySource() {
        return unattributed.bySource();
    }
}
