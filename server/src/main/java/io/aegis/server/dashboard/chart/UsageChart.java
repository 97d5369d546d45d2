package io.aegis.server.dashboard.chart;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls over time with client and server errors at their foot, the latency under it, interventions as bands.
 *
 * @param p95 path of the latency, empty where none is known
 * @param points the numbers for the pointer, as JSON: instant, calls, client errors, server errors, p95 or null
 */
public record UsageChart(
        long fromMillis,
        long toMillis,
        long stepMillis,
        String calls,
        String client,
        String server,
        String p95,
        List<Mark> marks,
        List<Mark> latencyMarks,
        List<TimeMark> times,
        List<Band> bands,
        List<Moment> moments,
        String points,
        String summary) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public UsageChart {
        marks = List.copyOf(marks);
        latencyMarks = List.copyOf(latencyMarks);
        times = List.copyOf(times);
        bands = List.copyOf(bands);
        moments = List.copyOf(moments);
    }

    /**
     * One step of the series.
     *
     * @param p95Millis NaN where no call had a latency
     */
    public record Step(long fromMillis, long calls, long clientErrors, long serverErrors, double p95Millis) {}

    public static UsageChart of(
            long fromMillis, long toMillis, long stepMillis, List<Step> steps, List<Band> bands, List<Moment> moments) {
        double[] calls = steps.stream().mapToDouble(Step::calls).toArray();
        double[] client = steps.stream().mapToDouble(Step::clientErrors).toArray();
        double[] server = steps.stream().mapToDouble(Step::serverErrors).toArray();
        double[] p95 = steps.stream().mapToDouble(Step::p95Millis).toArray();
        double max = Axis.roundUp(Sparkline.max(calls));
        double maxLatency = Axis.roundUp(Sparkline.max(p95));
        boolean timed = Sparkline.max(p95) > 0;
        double[] none = {};
        double gap = steps.size() > 120 ? 0 : 0.18;
        return new UsageChart(
                fromMillis,
                toMillis,
                stepMillis,
                Outline.bars(calls, none, max, gap),
                Outline.bars(client, none, max, gap),
                Outline.bars(server, client, max, gap),
                timed ? Outline.middles(p95, maxLatency) : "",
                Axis.counts(max),
                timed ? List.of(new Mark("0%", latency(maxLatency))) : List.of(),
                Axis.times(fromMillis, toMillis),
                bands.stream().filter(Band::visible).toList(),
                moments,
                points(steps),
                summary(steps));
    }

    /** The moments by kind, for the key of the plot. */
    public List<Moment.Kind> kinds() {
        return Moment.kinds(moments);
    }

    /** The moments for the pointer, as JSON: instant, label. */
    public String momentPoints() {
        return JSON.writeValueAsString(moments.stream()
                .map(moment -> List.of(moment.atMillis(), moment.label()))
                .toList());
    }

    /** True when not one call falls into it. */
    public boolean empty() {
        return calls.isEmpty();
    }

    private static String points(List<Step> steps) {
        StringBuilder json = new StringBuilder("[");
        for (Step step : steps) {
            json.append(json.length() > 1 ? ",[" : "[")
                    .append(step.fromMillis())
                    .append(',');
            json.append(step.calls()).append(',').append(step.clientErrors()).append(',');
            json.append(step.serverErrors()).append(',');
            json.append(Double.isNaN(step.p95Millis()) ? "null" : Outline.number(step.p95Millis()))
                    .append(']');
        }
        return json.append(']').toString();
    }

    private static String summary(List<Step> steps) {
        long calls = steps.stream().mapToLong(Step::calls).sum();
        long errors = steps.stream()
                .mapToLong(step -> step.clientErrors() + step.serverErrors())
                .sum();
        return calls + " calls, " + errors + " of them failed, in " + steps.size() + " steps";
    }

    /** 180 ms, 5 s, 2.5 s. */
    private static String latency(double millis) {
        if (millis < 1000) {
            return Math.round(millis) + " ms";
        }
        return String.format(Locale.ROOT, millis % 1000 == 0 ? "%.0f s" : "%.1f s", millis / 1000);
    }
}
