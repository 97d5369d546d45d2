package io.aegis.engine.fleet;

import io.aegis.engine.event.Fact;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds platform incidents from how many customers call and how many of them fail, each counted once in a block of ten
 * minutes: with one {@link Detector} for each kind, over the same active customers.
 */
public final class Platform {

    static final int BLOCK_MINUTES = 10;

    private final Counts active = new Counts();
    /** By the place of its kind. */
    private final List<Detector> detectors = Arrays.stream(Incident.Kind.values())
            .map(kind -> new Detector(kind, active))
            .toList();

    private int published = Integer.MIN_VALUE;
    private int block = Integer.MIN_VALUE;

    /**
     * A customer called for the first time in that minute's block.
     *
     * @param again whether it did in the block before too
     */
    public void active(int minute, boolean again) {
        active.add(minute, again ? 1 : 0);
    }

    /**
     * A customer failed so for the first time in that minute's block.
     *
     * @param age how many blocks before it began to
     */
    public void failing(Incident.Kind kind, int minute, int age) {
        of(kind).failing().add(minute, age);
    }

    private Detector of(Incident.Kind kind) {
        return detectors.get(kind.ordinal());
    }

    /** The earliest minute whose verdict can change something once it is complete; {@link Integer#MAX_VALUE} if none. */
    public int nextMinute() {
        int next = active.next(published);
        for (Detector each : detectors) {
            next = Math.min(next, each.current() == null ? each.failing().next(published) : published + 1);
        }
        return next;
    }

    /**
     * That minute is complete; minutes come in order.
     *
     * @return the incidents that began or ended with it
     */
    public List<Incident> publish(int minute) {
        turnTo(Fleet.block(minute));
        published = minute;
        List<Incident> changed = new ArrayList<>(0);
        for (Detector each : detectors) {
            Incident one = each.publish(block, minute);
            if (one != null) {
                changed.add(one);
            }
        }
        return changed;
    }

    private void turnTo(int next) {
        if (next == block) {
            return;
        }
        int kept = (next - 1) * BLOCK_MINUTES;
        for (Detector each : detectors) {
            if (block != Integer.MIN_VALUE) {
                each.learn(block, published);
            }
            each.failing().forgetBefore(kept);
        }
        active.forgetBefore(kept);
        block = next;
    }

    /** No incident that begins with the verdict on that minute starts earlier. */
    static int earliestBeginning(int minute) {
        return (Fleet.block(minute) - 1) * BLOCK_MINUTES;
    }

    /** The incident of one of those kinds of which that instant is part, null if none. */
    public @Nullable Incident at(Set<Incident.Kind> kinds, long millis) {
        return kinds.stream()
                .map(kind -> of(kind).at(millis))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * End of the latest incident of one of those kinds that is over and that a window which begins there and is looked at
     * then reaches back into; {@link Fact#UNKNOWN} if it reaches into none.
     */
    public long reachesBackInto(Set<Incident.Kind> kinds, long fromMillis, long atMillis) {
        return kinds.stream()
                .mapToLong(kind -> of(kind).reachesBackInto(fromMillis, atMillis))
                .max()
                .orElse(Fact.UNKNOWN);
    }

    /** Incidents of the last time, by their start. */
    public List<Incident> incidents() {
        return detectors.stream()
                .flatMap(each -> each.incidents().stream())
                .sorted(Comparator.comparingLong(Incident::startMillis))
                .toList();
    }

    public void write(SnapshotWriter out) {
        out.number(published);
        out.number(block);
        active.write(out);
        detectors.forEach(each -> each.write(out));
    }

    public void read(SnapshotReader in) {
        published = in.integer();
        block = in.integer();
        active.read(in);
        detectors.forEach(each -> each.read(in));
    }

    /**
     * What was written when 5xx answers alone were counted.
     *
     * @param kept whether published minutes were written too; else sums of their blocks were, taken for their first
     */
    void readServerAlone(SnapshotReader in, boolean kept) {
        Detector server = of(Incident.Kind.SERVER);
        for (int i = in.integer(); i > 0; i--) {
            readMinute(in.integer(), Arrays.copyOf(in.numbers(), 4), server);
        }
        server.readIncidents(in);
        published = in.integer();
        block = in.integer();
        if (!kept) {
            readMinute(block * BLOCK_MINUTES, new int[] {in.integer(), in.integer(), 0, 0}, server);
            readMinute((block - 1) * BLOCK_MINUTES, new int[] {in.integer(), in.integer(), 0, 0}, server);
        }
        server.readUsual(in);
    }

    /** @param counts active and failing customers, then how many of each the block before counted too */
    private void readMinute(int minute, int[] counts, Detector server) {
        active.put(minute, counts[0] - counts[2], counts[2]);
        server.failing().put(minute, counts[1] - counts[3], counts[3]);
    }
}
