package io.aegis.cli.replay;

/** What was read so far. Changed by the reading thread alone. */
final class Tally {

    long lines;
    long events;
    long ticks;
    long duplicates;
    long rejected;
    long afterUntil;
    long errors;
    long customers;
}
