package io.aegis.engine.signal;

import io.aegis.engine.event.Fact;
import io.aegis.engine.signal.HeavyHitters.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * What fails in the trouble that lasts, or, where none does, in the adaptive window: the failures of every day that came
 * before it have another cause.
 *
 * <p>How many failed since then is counted by kind of answer. Of a kind, what never failed before is counted exactly;
 * what else there is came from the others, by their weight.
 */
final class FailuresNow {

    /** Nats from which failures are a trouble, and not one now and then. */
    private static final float TROUBLE = 3;

    private FailuresNow() {}

    /** Heaviest first. */
    static List<Failure> of(SignalState s, HeavyHitters failing, long nowMillis) {
        List<Failure> all = failing.heaviest(nowMillis);
        boolean trouble = s.troubleSince != Fact.UNKNOWN && ErrorEvidence.nats(s) >= TROUBLE;
        List<Failure> found = new ArrayList<>();
        for (Answer kind : Answer.values()) {
            List<Failure> ofKind = all.stream()
                    .filter(f -> Answer.of(f.status(), true) == kind)
                    .toList();
            if (trouble) {
                take(ofKind, since(s, kind), s.troubleSince, s.troubleSince, found);
            } else {
                take(ofKind, inWindow(s, kind), CallWindows.windowFrom(s) * SignalState.MINUTE, Long.MIN_VALUE, found);
            }
        }
        found.sort(HeavyHitters.HEAVIEST);
        return found.isEmpty() ? all : found;
    }

    /** @param told since when, at the earliest, they are said to fail */
    private static void take(List<Failure> ofKind, long failed, long from, long told, List<Failure> found) {
        long fresh = 0;
        long before = 0;
        for (Failure f : ofKind) {
            fresh += f.sinceMillis() >= from ? f.count() : 0;
            before += f.sinceMillis() >= from ? 0 : f.count();
        }
        double ofBefore = before == 0 ? 0 : Math.min(1, (double) Math.max(0, failed - fresh) / before);
        for (Failure f : ofKind) {
            long count = f.sinceMillis() >= from ? Math.min(failed, f.count()) : (long) Math.ceil(ofBefore * f.count());
            if (count > 0) {
                long since = Math.max(told, f.sinceMillis());
                found.add(new Failure(f.method(), f.route(), f.status(), f.key(), count, since));
            }
        }
    }

    private static long since(SignalState s, Answer kind) {
        int minute = Traffic.minute(s.troubleSince);
        return switch (kind) {
            case GOOD -> 0;
            case UNAUTHORISED -> RecentFailures.since(s, Buckets.AUTH, minute);
            case THROTTLED -> RecentFailures.since(s, Buckets.THROTTLED, minute);
            case BROKEN -> RecentFailures.since(s, Buckets.SERVER, minute);
            case REFUSED ->
                RecentFailures.since(s, Buckets.CLIENT, minute)
                        - RecentFailures.since(s, Buckets.AUTH, minute)
                        - RecentFailures.since(s, Buckets.THROTTLED, minute);
        };
    }

    private static long inWindow(SignalState s, Answer kind) {
        return switch (kind) {
            case GOOD -> 0;
            case UNAUTHORISED -> CallWindows.adaptive(s, Buckets.AUTH);
            case THROTTLED -> CallWindows.adaptive(s, Buckets.THROTTLED);
            case BROKEN -> CallWindows.adaptive(s, Buckets.SERVER);
            case REFUSED ->
                CallWindows.adaptive(s, Buckets.CLIENT)
                        - CallWindows.adaptive(s, Buckets.AUTH)
                        - CallWindows.adaptive(s, Buckets.THROTTLED);
        };
    }
}
