package io.aegis.simulator.world;

import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One customer of the simulated API company: what it is, where its story stands, how it uses the API. */
public final class Company {

    static final int KEYS = 4;
    static final int SEEN_BY_BILLING = 1;
    static final int SEEN_BY_KEY = 2;
    static final int SEEN_BY_GROUP = 3;
    static final int SEEN_BY_TRACKER = 4;

    private final int number;
    private final String id;
    private final String name;
    private final byte[] idBytes;
    private final byte[] groupIdBytes;
    private final byte[][] keyBytes = new byte[KEYS][];
    final Stream traffic;
    final Stream life;
    final Stream fortune;

    Rhythm rhythm = Rhythm.OFFICE;
    Place place = Place.ALL.getFirst();
    double callsPerDay;
    double baseErrorRate;
    double sessionCalls = 2;
    double gapMillis = 2_000;
    double dayNoise = 0.12;
    long daySeed;
    long factorDay = Long.MIN_VALUE;
    double dayFactor = 1;
    /** Catalogue numbers of the routes in use, and the upper ends of their shares in 65536ths. */
    byte[] routes = new byte[0];

    char[] shares = new char[0];
    int latencySteps;
    int keys = 1;
    /** Ids by which senders know it: its own, then those of billing, its keys, its group, the error tracker. */
    int ids = 1;

    Tier tier = Tier.NONE;
    SubscriptionStatus subscription = SubscriptionStatus.NONE;
    double mrr;
    long createdAtMillis;
    long trialEndMillis = -1;

    @Nullable
    State next;

    long nextAtMillis = Long.MAX_VALUE;

    final Level level = new Level();
    boolean calling;
    long callingFromMillis = Long.MAX_VALUE;
    long callingUntilMillis = Long.MAX_VALUE;
    long usageFromMillis;
    long keyIssuedMillis = -1;
    long firstCallMillis = -1;
    long thousandthCallMillis = -1;
    long cancelledMillis = Long.MAX_VALUE;
    double usualLevel = 1;
    String trend = "stable";

    @Nullable
    Trouble trouble;

    long nextTroubleMillis = Long.MAX_VALUE;
    long forcedTroubleMillis;

    @Nullable
    Failure relapse;

    @Nullable
    UsageEpisode usage;

    long calls;
    long cycleCalls;

    Company(long seed, int number, String id, String name) {
        this.number = number;
        this.id = id;
        this.name = name;
        this.idBytes = id.getBytes(StandardCharsets.US_ASCII);
        this.traffic = Stream.of(seed, number, 1);
        this.life = Stream.of(seed, number, 2);
        this.fortune = Stream.of(seed, number, 3);
        this.daySeed = Stream.of(seed, number, 4).nextLong();
        this.groupIdBytes = groupId().getBytes(StandardCharsets.US_ASCII);
        long names = Stream.mix(seed * 31 + number);
        for (int key = 0; key < KEYS; key++) {
            String text = "key_" + Long.toString((Stream.mix(names + key) >>> 24) | (1L << 39), 36);
            keyBytes[key] = text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Its number in the world, from 0. */
    public int number() {
        return number;
    }

    /** Its id in the events. */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Calls made since the world began. */
    public long calls() {
        return calls;
    }

    /** Calls made since this was last asked. */
    public long takeCycleCalls() {
        long taken = cycleCalls;
        cycleCalls = 0;
        return taken;
    }

    /** The true probability that a call fails now. */
    public double errorRate(long atMillis) {
        return trouble == null ? baseErrorRate : trouble.rate(atMillis);
    }

    /** The usual number of calls a day, before rhythm and stories. */
    public double callsPerDay() {
        return callsPerDay;
    }

    public Tier tier() {
        return tier;
    }

    /** Do not change. */
    public byte[] idBytes() {
        return idBytes;
    }

    /** Do not change. */
    public byte[] keyBytes(int key) {
        return keyBytes[key];
    }

    /**
     * By which id a call names it.
     *
     * @param key that the call carries
     */
    public byte[] callerBytes(long atMillis, int key) {
        if (ids <= SEEN_BY_KEY) {
            return idBytes;
        }
        int draw = (int) (Stream.mix(atMillis ^ daySeed) >>> 60);
        if (ids > SEEN_BY_GROUP && draw < 4) {
            return groupIdBytes;
        }
        // A key that was never issued to it under its own name is known to nobody.
        return draw >= 10 && key == 0 ? keyBytes[0] : idBytes;
    }

    String billingId() {
        return "cus_" + Long.toString(Stream.mix(number) >>> 12, 36);
    }

    String groupId() {
        return "grp-" + id;
    }

    String trackerId() {
        return "org-" + id;
    }

    String billedAs() {
        return ids > SEEN_BY_BILLING ? billingId() : id;
    }

    String trackedAs() {
        return ids > SEEN_BY_TRACKER ? trackerId() : id;
    }

    String key(int key) {
        return new String(keyBytes[key], StandardCharsets.US_ASCII);
    }

    boolean calls(long atMillis) {
        return atMillis >= callingFromMillis && atMillis < callingUntilMillis;
    }

    /** Share of the calls that go to the route in this slot. */
    double share(int slot) {
        return (shares[slot] - (slot == 0 ? 0 : shares[slot - 1])) / 65535.0;
    }
}
