package io.aegis.engine.signal;

import java.util.Arrays;

/**
 * Percentiles of the last hour. That of the p95 is kept in {@link SignalState#latencyAnswer} once it has been asked for:
 * a call, and calls that leave, move two counts, and it is worked out anew only if they turn it.
 */
final class LatencyAnswer {

    private static final int PERCENT = 95;
    private static final double SHARE = PERCENT / 100.0;
    private static final double DEVIATIONS = 4;

    // What is kept: for which minute, the bucket, the calls looked at, those below that bucket and those up to it.

    private static final int ASKED = 0;
    private static final int BUCKET = 1;
    private static final int CALLS = 2;
    private static final int BELOW = 3;
    private static final int UP_TO = 4;
    private static final int SIZE = 5;

    private LatencyAnswer() {}

    /** Which of so many calls, sorted and counted from 1, is the p95. */
    static long rank(long calls) {
        return (calls * PERCENT + 99) / 100;
    }

    static double p95(SignalState s, int minute) {
        int[] answer = askFor(s, minute);
        return answer[CALLS] == 0 ? Double.NaN : LatencyScale.millis(answer[BUCKET]);
    }

    static double p95Lower(int[] latencies, int minute) {
        int[] counts = LatencyHour.counts(latencies, minute);
        long calls = Arrays.stream(counts).sum();
        if (calls == 0) {
            return Double.NaN;
        }
        double rank = SHARE * calls - DEVIATIONS * Math.sqrt(SHARE * (1 - SHARE) * calls);
        int bucket = 0;
        for (long upTo = counts[0]; upTo < rank; upTo += counts[bucket]) {
            bucket++;
        }
        return LatencyScale.millis(bucket);
    }

    /** A call came; {@link #moveOn} to its minute comes first. */
    static void add(int[] answer, int minute, int bucket) {
        if (answer.length > 0 && minute > answer[ASKED] - LatencyHour.MINUTES) {
            count(answer, bucket, 1);
        }
    }

    /** The hour now ends with that minute; before it counts a call of it. */
    static void moveOn(SignalState s, int minute) {
        if (s.latencyAnswer.length > 0) {
            askFor(s, minute);
        }
    }

    private static int[] askFor(SignalState s, int minute) {
        int[] answer = s.latencyAnswer;
        if (answer.length == 0 || minute - answer[ASKED] >= LatencyHour.MINUTES) {
            return ask(s, minute);
        }
        if (minute > answer[ASKED]) {
            int[] l = s.latencies;
            int left = LatencyHour.firstKept(l, minute);
            for (int i = LatencyHour.firstKept(l, answer[ASKED]); i < left; i++) {
                count(answer, LatencyHour.bucketOf(l[i]), -LatencyHour.countOf(l[i]));
            }
            answer[ASKED] = minute;
        }
        long rank = rank(answer[CALLS]);
        return answer[BELOW] >= rank || answer[UP_TO] < rank ? ask(s, answer[ASKED]) : answer;
    }

    private static int[] ask(SignalState s, int minute) {
        int[] counts = LatencyHour.counts(s.latencies, minute);
        int calls = Arrays.stream(counts).sum();
        int below = 0;
        int bucket = 0;
        int upTo = counts[0];
        long rank = rank(calls);
        while (upTo < rank) {
            below = upTo;
            bucket++;
            upTo += counts[bucket];
        }
        if (s.latencyAnswer.length == 0) {
            s.latencyAnswer = new int[SIZE];
        }
        int[] answer = s.latencyAnswer;
        answer[ASKED] = minute;
        answer[BUCKET] = bucket;
        answer[CALLS] = calls;
        answer[BELOW] = below;
        answer[UP_TO] = upTo;
        return answer;
    }

    private static void count(int[] answer, int bucket, int by) {
        answer[CALLS] += by;
        answer[BELOW] += bucket < answer[BUCKET] ? by : 0;
        answer[UP_TO] += bucket <= answer[BUCKET] ? by : 0;
    }
}
