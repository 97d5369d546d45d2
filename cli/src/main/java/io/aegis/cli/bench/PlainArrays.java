package io.aegis.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The limit to compare with: one thread, flat primitive arrays, one fixed rule (at least 20 calls in 15 minutes, more
 * than 10 % of them errors; closed below 5 %), totals, and this hour's calls against the last hour's.
 */
final class PlainArrays {

    private static final int MINUTES = 15;
    private static final int SLOTS = 16;
    private static final int CALLS_MIN = 20;

    private final long startMillis;
    private final short[] calls;
    private final short[] errors;
    private final int[] windowCalls;
    private final int[] windowErrors;
    private final int[] lastMinute;
    private final int[] total;
    private final int[] totalErrors;
    private final int[] hourCalls;
    private final int[] hourBeforeCalls;
    private final int[] lastSecond;
    private final boolean[] open;
    private final List<Opening> openings = new ArrayList<>();

    PlainArrays(int customers, long startMillis) {
        this.startMillis = startMillis;
        calls = new short[customers * SLOTS];
        errors = new short[customers * SLOTS];
        windowCalls = new int[customers];
        windowErrors = new int[customers];
        lastMinute = new int[customers];
        total = new int[customers];
        totalErrors = new int[customers];
        hourCalls = new int[customers];
        hourBeforeCalls = new int[customers];
        lastSecond = new int[customers];
        open = new boolean[customers];
    }

    void call(int customer, long atMillis, int status) {
        int second = (int) ((atMillis - startMillis) / 1000);
        int minute = second / 60;
        int error = status >= 400 ? 1 : 0;
        total[customer]++;
        totalErrors[customer] += error;
        lastSecond[customer] = Math.max(lastSecond[customer], second);
        if (minute > lastMinute[customer]) {
            forward(customer, minute);
        } else if (minute <= lastMinute[customer] - MINUTES) {
            return;
        }
        hourCalls[customer]++;
        int slot = customer * SLOTS + minute % SLOTS;
        calls[slot]++;
        errors[slot] += (short) error;
        windowCalls[customer]++;
        windowErrors[customer] += error;
        decide(customer, atMillis);
    }

    private void forward(int customer, int minute) {
        int from = lastMinute[customer];
        if (minute / 60 != from / 60) {
            hourBeforeCalls[customer] = minute / 60 == from / 60 + 1 ? hourCalls[customer] : 0;
            hourCalls[customer] = 0;
        }
        int steps = Math.min(minute - from, MINUTES + 1);
        for (int step = 0; step < steps; step++) {
            int leaving = minute - steps + 1 + step - MINUTES;
            if (leaving >= 0) {
                int slot = customer * SLOTS + leaving % SLOTS;
                windowCalls[customer] -= calls[slot];
                windowErrors[customer] -= errors[slot];
                calls[slot] = 0;
                errors[slot] = 0;
            }
        }
        if (minute - from > MINUTES) {
            for (int slot = customer * SLOTS; slot < (customer + 1) * SLOTS; slot++) {
                calls[slot] = 0;
                errors[slot] = 0;
            }
            windowCalls[customer] = 0;
            windowErrors[customer] = 0;
        }
        lastMinute[customer] = minute;
    }

    private void decide(int customer, long atMillis) {
        int seen = windowCalls[customer];
        int wrong = windowErrors[customer];
        if (!open[customer]) {
            if (seen >= CALLS_MIN && wrong * 10 > seen) {
                open[customer] = true;
                openings.add(new Opening(customer, atMillis));
            }
        } else if (wrong * 20 < seen) {
            open[customer] = false;
        }
    }

    List<Opening> openings() {
        return openings;
    }
}
