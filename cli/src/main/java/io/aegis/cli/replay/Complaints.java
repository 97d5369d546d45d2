package io.aegis.cli.replay;

import io.aegis.codec.event.RejectedLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

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

    /** A line is taken, but its time is hardly right. */
    void ahead(String file, FileTime.Stray stray) {
        tally.ahead++;
        if (tally.ahead <= SHOWN_MAX) {
            Duration by = Duration.ofMillis(stray.aheadMillis());
            String span = by.toDays() > 1
                    ? by.toDays() + " d"
                    : by.toHours() > 1 ? by.toHours() + " h" : by.toMinutes() + " min";
            notes.printf("aegis: %s:%d: the time is %s ahead of its neighbours%n", file, stray.line(), span);
        }
    }

    /** A file was taken, but hardly as it was meant. */
    void warn(String file, String what) {
        notes.printf("aegis: %s: %s%n", file, what);
    }

    /** The rest of a file is lost. */
    void damaged(String file, long line, IOException fault) {
        tally.damaged++;
        String reason = fault.getMessage() == null ? "it ends too early" : fault.getMessage();
        notes.printf(
                "aegis: %s:%d: the file is damaged or cut off behind this line (%s): only what stands before it"
                        + " counts%n",
                file, line, reason);
    }

    void close() {
        if (tally.rejected > SHOWN_MAX) {
            notes.printf("aegis: and %,d more lines that could not be taken%n", tally.rejected - SHOWN_MAX);
        }
    }
}
