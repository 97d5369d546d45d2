package io.aegis.server.intake;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What came from each source since the start: how much, when last, how late. Safe for any thread. */
public final class SourceFigures {

    private static final int RATE_SECONDS = 60;
    /** Fewer may be what a new source is tried with. */
    private static final long NOBODYS_MIN = 20;

    private static final int SOURCES_MAX = 10_000;

    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    /**
     * What came from a source.
     *
     * @param lastEventMillis time of the newest event; -1 for none yet
     * @param lastArrivalMillis when the last submission arrived; -1 for none yet
     * @param lagMillis how old the newest event of the last submission was at its arrival; -1 for none yet
     * @param perSecond events a second over the last minute
     * @param refusal why nothing of the last body was taken, and when that was, or that nothing so far tells of a call or
     *     of whose it is; null where all is well
     */
    public record Figures(
            long accepted,
            long rejected,
            long lastEventMillis,
            long lastArrivalMillis,
            long lagMillis,
            double perSecond,
            @Nullable String refusal) {

        /** Nothing came yet. */
        public static final Figures NOTHING = new Figures(0, 0, -1, -1, -1, 0, null);
    }

    /**
     * A body of which nothing was taken: its sender seldom shows a person the answer.
     *
     * @param status of the answer; what passes by itself (429, 500 and above) is not the sender's fault
     */
    public void refused(String source, int status, String why, long nowMillis) {
        if (status < 429 && (counts.size() < SOURCES_MAX || counts.containsKey(source))) {
            counts.computeIfAbsent(source, name -> new Counts())
                    .refused("a body was refused at " + Instant.ofEpochMilli(nowMillis / 1000 * 1000) + " (" + status
                            + "): " + Masking.told(why.replace('\n', ' ')));
        }
    }

    /**
     * Records of which none is a call or wrong. Where that is all that ever came, nobody would notice.
     *
     * @param sample what the first of them is
     */
    public void vain(String source, long records, String sample) {
        if (counts.size() < SOURCES_MAX || counts.containsKey(source)) {
            counts.computeIfAbsent(source, name -> new Counts()).vain(records, Masking.told(sample));
        }
    }

    /**
     * Calls of which none names a customer. Where all are so, none of them can be found under anybody.
     *
     * @param sample what the first of them is
     */
    public void nobodys(String source, String sample) {
        Counts its = counts.get(source);
        if (its != null) {
            its.nobodys(Masking.told(sample));
        }
    }

    /** Whether an event is a call that names neither customer nor key. */
    public static boolean isNobodys(PublicEvent event) {
        return event.customer().isEmpty() && event.fact() instanceof ApiCall call && call.key() == null;
    }

    /** Counts what was taken from a submission. */
    public void note(Submission submission, Receipt receipt, long nowMillis) {
        if (receipt.repeated() || (counts.size() >= SOURCES_MAX && !counts.containsKey(submission.source()))) {
            return;
        }
        long newest = Long.MIN_VALUE;
        long nobodys = 0;
        long events = 0;
        for (Line line : submission.lines()) {
            if (line instanceof PublicEvent event) {
                newest = Math.max(newest, event.atMillis());
                nobodys += isNobodys(event) ? 1 : 0;
                events++;
            }
        }
        Counts its = counts.computeIfAbsent(submission.source(), name -> new Counts());
        its.note(receipt, newest, nowMillis);
        its.whose(nobodys, events - nobodys);
    }

    /** The figures of each source by its name. */
    public SortedMap<String, Figures> all(long nowMillis) {
        SortedMap<String, Figures> all = new TreeMap<>();
        counts.forEach((name, count) -> all.put(name, count.figures(nowMillis)));
        return all;
    }

    private static final class Counts {
        private final long[] bySecond = new long[RATE_SECONDS];
        private long second;
        private long accepted;
        private long rejected;
        private long lastEventMillis = -1;
        private long lastArrivalMillis = -1;
        private long lagMillis = -1;
        private @Nullable String refusal;
        private long vain;
        private String vainSample = "";
        private long nobodys;
        private long somebodys;
        private String nobodysSample = "";

        synchronized void whose(long nobody, long somebody) {
            nobodys += nobody;
            somebodys += somebody;
        }

        synchronized void nobodys(String sample) {
            nobodysSample = sample;
        }

        synchronized void vain(long records, String sample) {
            vainSample = vain == 0 ? sample : vainSample;
            vain += records;
        }

        private @Nullable String trouble() {
            if (refusal == null && somebodys == 0 && nobodys >= NOBODYS_MIN) {
                return "none of " + nobodys + " calls names a customer" + nobodysSample + "; set mapping: customer";
            }
            return refusal != null || vain == 0 || accepted + rejected > 0
                    ? refusal
                    : "none of the " + vain + " records received so far tells of a call, the first is " + vainSample
                            + "; name its fields under mapping: method, status";
        }

        synchronized void refused(String why) {
            refusal = why;
        }

        synchronized void note(Receipt receipt, long newestMillis, long nowMillis) {
            advance(nowMillis / 1000);
            bySecond[(int) (second % RATE_SECONDS)] += receipt.accepted();
            accepted += receipt.accepted();
            rejected += receipt.rejected().size();
            refusal = null;
            lastArrivalMillis = nowMillis;
            if (newestMillis != Long.MIN_VALUE) {
                lastEventMillis = Math.max(lastEventMillis, newestMillis);
                lagMillis = Math.max(0, nowMillis - newestMillis);
            }
        }

        synchronized Figures figures(long nowMillis) {
            advance(nowMillis / 1000);
            long sum = 0;
            for (long each : bySecond) {
                sum += each;
            }
            return new Figures(
                    accepted,
                    rejected,
                    lastEventMillis,
                    lastArrivalMillis,
                    lagMillis,
                    sum / (double) RATE_SECONDS,
                    trouble());
        }

        private void advance(long to) {
            long steps = Math.min(RATE_SECONDS, Math.max(0, to - second));
            for (long i = 1; i <= steps; i++) {
                bySecond[(int) ((to - steps + i) % RATE_SECONDS)] = 0;
            }
            second = Math.max(second, to);
        }
    }
}
