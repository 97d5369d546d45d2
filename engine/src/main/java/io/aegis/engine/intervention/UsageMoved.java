package io.aegis.engine.intervention;

import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How usage moved, as a person is told it. A trend is found over 7, 10 or 14 days against up to four weeks before them;
 * of a move a week old, the last week against the one before shows nothing any more.
 *
 * @param declining the way it goes
 * @param reported whether another system says so; the calls may show nothing of it
 * @param reason the numbers of the last week and the one before, or of the span that shows it best
 */
record UsageMoved(boolean declining, boolean reported, String reason) {

    private static final int WEEK = 7;
    /** Complete days that a trend looks at. */
    private static final int DAYS = 35;
    /** What is less is no move. */
    private static final double BEYOND = 0.2;

    /** Calls of the last days set against as many before. */
    private record Span(double now, double before, String words) {

        double change() {
            return before == 0 ? now > 0 ? 1 : 0 : (now - before) / before;
        }
    }

    static UsageMoved of(Measures m) {
        List<Span> spans = spans(m);
        String way = m.text(Signal.USAGE_TREND);
        Span week = spans.get(0);
        boolean declining = way == null || "stable".equals(way) ? week.change() < 0 : "declining".equals(way);
        double sign = declining ? -1 : 1;
        if (m.reported(Signal.USAGE_TREND.id()) != null) {
            return new UsageMoved(declining, true, "Usage was reported as " + way + ": " + week.words);
        }
        Span told = sign * week.change() > BEYOND
                ? week
                : spans.stream()
                        .max(Comparator.comparingDouble(span -> sign * span.change()))
                        .orElse(week);
        return new UsageMoved(declining, false, reason(declining, sign * told.change(), told.words));
    }

    /** Odd days do not count for a trend, but do in sums: words must not say the opposite of what opened. */
    private static String reason(boolean declining, double moved, String words) {
        String verb = declining ? "fell" : "grew";
        return moved > 0
                ? "Usage " + verb + " " + Amounts.percent(moved) + ": " + words
                : "Usage " + verb + " but for odd days: " + words;
    }

    private static List<Span> spans(Measures m) {
        Measures.Steps series = m.steps(Measures.Step.DAY, DAYS + 1);
        long[] days = series.calls();
        double first = m.number(Signal.FIRST_CALL_AT);
        long since =
                Double.isNaN(first) ? DAYS : DAYS - 1 - (long) ((first - series.fromMillis()) / series.stepMillis());
        int complete = (int) Math.clamp(since, 0L, DAYS);
        List<Span> spans = new ArrayList<>();
        long now = sum(days, DAYS - WEEK, DAYS);
        long before = sum(days, DAYS - 2 * WEEK, DAYS - WEEK);
        spans.add(new Span(
                now,
                before,
                Amounts.count(now, "call") + " in the last 7 days, " + Amounts.count(before) + " in the 7 before"));
        for (int span = WEEK; span <= 2 * WEEK; span += WEEK) {
            int weeks = (complete - span) / WEEK;
            if (weeks > 0) {
                long calls = sum(days, DAYS - span, DAYS);
                int from = DAYS - span;
                double usual = (double) sum(days, from - weeks * WEEK, from) * span / (weeks * WEEK);
                spans.add(new Span(
                        calls,
                        usual,
                        Amounts.count(calls, "call") + " in the last " + span + " days, usually "
                                + Amounts.count(Math.round(usual))));
            }
        }
        return spans;
    }

    private static long sum(long[] days, int from, int to) {
        return LongStream.of(days).skip(from).limit((long) to - from).sum();
    }
}
