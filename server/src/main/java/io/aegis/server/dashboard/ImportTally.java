package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.dashboard.page.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of a file's rows so far: how many were taken, and the first of those that were not. One thread counts;
 * others may read how many.
 */
final class ImportTally {

    private static final int TOLD_MAX = 20;

    private final List<String> ignored;
    private final TreeMap<Integer, String> first = new TreeMap<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param ignored columns that are none of a record */
    ImportTally(List<String> ignored) {
        this.ignored = List.copyOf(ignored);
    }

    void taken(int records) {
        taken.addAndGet(records);
    }

    void refuse(int line, String why) {
        refused.incrementAndGet();
        first.put(line, why);
        if (first.size() > TOLD_MAX) {
            first.pollLastEntry();
        }
    }

    long rows() {
        return taken.get() + refused.get();
    }

    long refused() {
        return refused.get();
    }

    ImportReport report() {
        String mend = refused() == 0
                ? "."
                : ", " + Wording.exact(refused()) + " refused. Mend these lines and"
                        + " import the file again: what was taken stays as it is.";
        return new ImportReport(takenWords() + mend + ignoredWords(), told(), refused() > 0);
    }

    /** @param line the first that was not taken */
    ImportReport stopped(int line, String why) {
        return new ImportReport(
                "Stopped at line " + Wording.exact(line) + ": " + why.replace('\n', ' ') + " " + takenWords()
                        + " before it and stay as they are. To go on, import the whole file again: what was taken"
                        + " already is not changed by it."
                        + ignoredWords(),
                told(),
                true);
    }

    /** Something of ours failed. */
    ImportReport broken() {
        return new ImportReport(
                "Stopped: something failed here; the server's log names the cause. " + takenWords()
                        + " and stay as they are.",
                told(),
                true);
    }

    private String takenWords() {
        return taken.get() == 1 ? "1 record taken" : Wording.exact(taken.get()) + " records taken";
    }

    private String ignoredWords() {
        return ignored.isEmpty()
                ? ""
                : " Columns that are no part of a record were left out: " + Wording.cut(String.join(", ", ignored), 200)
                        + ".";
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (Map.Entry<Integer, String> fault : first.entrySet()) {
            told.add("Line " + fault.getKey() + ": " + fault.getValue());
        }
        if (refused() > first.size()) {
            told.add("and " + Wording.exact(refused() - first.size()) + " more");
        }
        return told;
    }
}
