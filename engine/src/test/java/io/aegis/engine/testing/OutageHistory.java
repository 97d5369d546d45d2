package io.aegis.engine.testing;

import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.intervention.Move;
import io.aegis.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A history for hosts in which the platform fails for many customers, busy ones among them, of whom something opens
 * before the incident is known.
 */
final class OutageHistory {

    private static final long MINUTE = 60_000;
    private static final int CUSTOMERS = 40;
    private static final int BUSY = 4;
    private static final int MINUTES = 420;
    private static final int OUTAGE_FROM = 183;
    private static final int OUTAGE_TO = 233;

    /** In the refusals the limiter fails later than who checks the credentials, and both do for a while. */
    private static final int THROTTLED_FROM = 211;

    private static final int THROTTLED_TO = 262;

    private static final RuleSet RULES = Rules.gated(Rules.set(
            Rules.rule("failing", "error_rate_5m > 0.2 && calls_5m >= 10", null, "0s", "2m", "1h"),
            Rules.rule("hour", "error_rate_1h > 0.05 && calls_1h >= 100"),
            Rules.rule("seldom", "server_error_rate > 0.05 && errors >= 3"),
            Rules.rule("limited", "throttled_rate > 0.05 && throttled_evidence >= 8")));

    private OutageHistory() {}

    /** 5xx answers. */
    static HostHistory of(long seed) {
        return of("an outage", seed, false);
    }

    /** 401 for everybody, then 429. */
    static HostHistory refusing(long seed) {
        return of("refusals of everybody", seed, true);
    }

    private static HostHistory of(String name, long seed, boolean refusing) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Entry> entries = new ArrayList<>();
        Recorder recorder = new Recorder();
        Loop loop = new Loop(RULES, recorder);
        for (int minute = 0; minute < MINUTES; minute++) {
            List<Entry> next = new ArrayList<>();
            next.add(new Entry.Tick(Histories.START + minute * MINUTE));
            calls(minute, refusing, random, next);
            next.forEach(loop::apply);
            entries.addAll(next);
            taken(recorder, entries, loop);
        }
        entries.add(new Entry.Check());
        return new HostHistory(name + ", seed " + seed, RULES, List.copyOf(entries));
    }

    /** All call in the first minute, in order, so that they are numbered as a directory does. */
    private static void calls(int minute, boolean refusing, SplittableRandom random, List<Entry> to) {
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            int calls = customer < BUSY ? 12 : minute == 0 || random.nextInt(9) == 0 ? 1 : 0;
            for (int i = 0; i < calls; i++) {
                long at = Histories.START + minute * MINUTE + i * 5_000L + customer;
                int status = refusing ? refused(minute, random) : failed(minute, random);
                to.add(new Entry.Event(customer, 0, at, new ApiCall("GET", "/a", status, -1, false, null, null)));
            }
        }
    }

    private static int failed(int minute, SplittableRandom random) {
        boolean out = minute >= OUTAGE_FROM && minute < OUTAGE_TO;
        return out && random.nextInt(10) < 9 ? 503 : 200;
    }

    private static int refused(int minute, SplittableRandom random) {
        boolean throttled = minute >= THROTTLED_FROM && minute < THROTTLED_TO && random.nextInt(10) < 8;
        boolean refused = minute >= OUTAGE_FROM && minute < OUTAGE_TO && random.nextInt(10) < 9;
        return throttled ? 429 : refused ? 401 : 200;
    }

    /** The first that opens is taken by somebody. */
    private static void taken(Recorder recorder, List<Entry> entries, Loop loop) {
        boolean before = entries.stream().anyMatch(Entry.Command.class::isInstance);
        if (!before && !recorder.changes().isEmpty()) {
            var first = recorder.changes().values().iterator().next().get(0).now();
            Entry taken = new Entry.Command(first.customer(), first.id(), new Move.Assign("ana"), "ana");
            entries.add(taken);
            loop.apply(taken);
        }
    }
}
