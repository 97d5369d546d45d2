package io.aegis.cli.replay;

/** What was read so far. Changed by the reading thread alone. */
final class Tally {

    long lines;
    long events;
    long ticks;
    long duplicates;
    long rejected;
    long damaged;
    long afterUntil;
    /** Were sent, and the server did not take them. */
    long refused;

    /** Came after a line that was younger by more than the lateness. */
    long late;

    /** Are younger than the lines around them by more than the lateness. */
    long ahead;

    long errors;
    long customers;
    /** Calls that name nobody, by a key that nobody has. */
    long unattributed;
}
