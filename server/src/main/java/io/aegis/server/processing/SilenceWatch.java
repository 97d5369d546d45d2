package io.aegis.server.processing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/** Looks now and then which sources are silent; asked from any thread. Only the applying thread looks. */
final class SilenceWatch {

    private static final long LOOK_NANOS = 1_000_000_000L;
    private static final long LONGEST_MILLIS = 366L * 86_400_000;
    private static final long CLOSE_MILLIS = 1_000;

    private final LongUnaryOperator time;
    private final Map<String, Long> since = new TreeMap<>();
    private volatile List<SilentSource> silent = List.of();
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;

    /** @param time makes the present of the engine's latest tick */
    SilenceWatch(LongUnaryOperator time) {
        this.time = time;
    }

    List<SilentSource> silent() {
        return silent;
    }

    void look(Machine machine) {
        long nanos = System.nanoTime();
        if (nanos - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = nanos;
        long now = time.applyAsLong(machine.nowMillis());
        List<SilentSource> found = new ArrayList<>();
        machine.sources().forEach((number, name) -> {
            OptionalLong from = from(machine, number, name, now);
            if (from.isPresent()) {
                found.add(new SilentSource(name, from.getAsLong()));
            }
        });
        if (!found.equals(silent)) {
            silent = List.copyOf(found);
        }
    }

    private OptionalLong from(Machine machine, int number, String name, long now) {
        if (!machine.sourceSilent(number, now)) {
            since.remove(name);
            return OptionalLong.empty();
        }
        return OptionalLong.of(since.computeIfAbsent(name, ignored -> begin(machine, number, now)));
    }

    /** The engine knows at each instant whether, not since when: steps back until it was not, then halves. */
    private static long begin(Machine machine, int number, long now) {
        long silentAt = now;
        long step = CLOSE_MILLIS;
        long before = now - step;
        while (step < LONGEST_MILLIS && machine.sourceSilent(number, before)) {
            silentAt = before;
            step *= 2;
            before = now - step;
        }
        while (silentAt - before > CLOSE_MILLIS) {
            long middle = (silentAt + before) >>> 1;
            if (machine.sourceSilent(number, middle)) {
                silentAt = middle;
            } else {
                before = middle;
            }
        }
        return silentAt;
    }
}
