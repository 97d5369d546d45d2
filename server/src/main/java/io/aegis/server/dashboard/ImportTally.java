package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.dashboard.page.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a file's rows so far: how many were taken, and the first of those that were not. */
final class ImportTally {

    private static final int TOLD_MAX = 20;

    private final List<String> ignored;
    private final TreeMap<Integer, String> first = new TreeMap<>();
    private long taken;
    private long refused;

    /** @param ignored columns that are none of a record */
    ImportTally(List<String> ignored) {
        this.ignored = List.copyOf(ignored);
    }

    void taken(int records) {
        taken += records;
    }

    void refuse(int line, String why) {
        refused++;
        first.put(line, why);
        if (first.size() > TOLD_MAX) {
            first.pollLastEntry();
        }
    }

    ImportReport report() {
        String mend = refused == 0
                ? "."
                : ", " + Wording.exact(refused) + " refused. Mend these lines and"
                        + " import the file again: what was taken stays as it is.";
        return new ImportReport(takenWords() + mend + ignoredWords(), told(), refused > 0);
    }

    /** @param line the first that was not taken */
    ImportReport stopped(int line, String why) {
        return new ImportReport(
                "Stopped at line " + Wording.exact(line) + ": " + why.replace('\n', ' ') + " " + takenWords()
                        + " before it and stay as they are. Import the whole file again when this is over: what was"
                        + " taken already is not changed by it."
                        + ignoredWords(),
                told(),
                true);
    }

    private String takenWords() {
        return taken == 1 ? "1 record taken" : Wording.exact(taken) + " records taken";
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
        if (refused > first.size()) {
            told.add("and " + Wording.exact(refused - first.size()) + " more");
        }
        return told;
    }
}
