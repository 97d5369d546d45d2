package io.aegis.server.dashboard.page;

import java.util.List;

/**
 * What became of an imported file.
 *
 * @param faults the first of them, each with its line
 * @param failed true where something was refused
 */
public record ImportReport(String text, List<String> faults, boolean failed) {
    public ImportReport {
        faults = List.copyOf(faults);
    }

    /** The same with something more to say. */
    public ImportReport and(String more) {
        return new ImportReport(text + more, faults, failed);
    }
}
