package io.aegis.server.dashboard.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * What a rule saw: calls as bars with their errors, the error rate over them where it matters, the threshold, the
 * opening and the window it was decided on.
 *
 * @param rate path of the error rate, empty for rules about usage
 * @param thresholdY height of the threshold from the top in percent, empty where there is none
 * @param openingX place of the opening in percent, empty where it lies outside
 * @param points the numbers for the pointer, as JSON
 */
public record EvidenceChart(
        long fromMillis,
        long toMillis,
        String calls,
        String errors,
        String rate,
        String thresholdY,
        String thresholdLabel,
        String openingX,
        Band window,
        List<Mark> marks,
        List<TimeMark> times,
        String points,
        String summary) {

    public EvidenceChart {
        marks = List.copyOf(marks);
        times = List.copyOf(times);
    }

    /** The numbers to draw. */
    public record Series(long fromMillis, long stepMillis, List<Long> calls, List<Long> errors) {
        public Series {
            calls = List.copyOf(calls);
            errors = List.copyOf(errors);
        }

        long toMillis() {
            return fromMillis + stepMillis * calls.size();
        }
    }

    /**
     * @param threshold share of errors that the rule compares with, NaN for a rule about usage
     * @param windowFromMillis start of the window that was decided on, -1 where none
     */
    public static EvidenceChart of(Series series, double threshold, long openedAtMillis, long windowFromMillis) {
        double[] calls = Sparkline.doubles(series.calls());
        double[] errors = Sparkline.doubles(series.errors());
        double maxCalls = Axis.roundUp(Sparkline.max(calls));
        boolean rated = !Double.isNaN(threshold);
        double[] rate = rated ? rates(calls, errors) : new double[0];
        double maxRate = rated ? Axis.roundUp(Math.max(Sparkline.max(rate), threshold * 1.6)) : 1;
        long to = series.toMillis();
        double opening = 100.0 * (openedAtMillis - series.fromMillis()) / Math.max(1, to - series.fromMillis());
        double[] none = {};
        return new EvidenceChart(
                series.fromMillis(),
                to,
                Outline.bars(calls, none, rated ? maxCalls * 1.6 : maxCalls, 0.2),
                Outline.bars(errors, none, rated ? maxCalls * 1.6 : maxCalls, 0.2),
                Outline.middles(rate, maxRate),
                rated ? Axis.percent(Outline.y(threshold, maxRate)) : "",
                rated ? "threshold " + Outline.number(threshold * 100) + "%" : "",
                opening >= 0 && opening <= 100 ? Axis.percent(opening) : "",
                windowFromMillis < 0
                        ? new Band("0", "0", "", "")
                        : Band.of(windowFromMillis, openedAtMillis, series.fromMillis(), to, "Error window", ""),
                rated ? Axis.shares(maxRate) : Axis.counts(maxCalls),
                Axis.times(series.fromMillis(), to),
                points(series),
                summary(series));
    }

    private static double[] rates(double[] calls, double[] errors) {
        double[] rates = new double[calls.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = calls[i] > 0 ? errors[i] / calls[i] : Double.NaN;
        }
        return rates;
    }

    private static String points(Series series) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < series.calls().size(); i++) {
            rows.add("[" + (series.fromMillis() + i * series.stepMillis()) + ","
                    + series.calls().get(i) + "," + series.errors().get(i) + "]");
        }
        return "[" + String.join(",", rows) + "]";
    }

    private static String summary(Series series) {
        long calls = series.calls().stream().mapToLong(Long::longValue).sum();
        long errors = series.errors().stream().mapToLong(Long::longValue).sum();
        return calls + " calls, " + errors + " of them failed, in "
                + series.calls().size() + " steps";
    }
}
