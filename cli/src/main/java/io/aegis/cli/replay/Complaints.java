package io.aegis.cli.replay;

import io.aegis.codec.event.RejectedLine;
import java.io.PrintWriter;

/** Tells the first lines that could not be taken, with file, line and reason, and how many more there were. */
final class Complaints {

    private static final int SHOWN_MAX = 20;

    private final PrintWriter notes;
    private final Tally tally;

    Complaints(PrintWriter notes, Tally tally) {
        this.notes = notes;
        this.tally = tally;
    }

    void add(String file, RejectedLine line) {
        tally.rejected++;
        if (tally.rejected <= SHOWN_MAX) {
            notes.printf("aegis: %s:%d: %s%n", file, line.line(), line.reason());
        }
    }

    void close() {
        if (tally.rejected > SHOWN_MAX) {
            notes.printf("aegis: and %,d more lines that could not be taken%n", tally.rejected - SHOWN_MAX);
        }
    }
}
