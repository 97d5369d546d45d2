package io.aegis.cli.terminal;

/** What was asked was right and could not be carried out. One line on stderr, exit status 1. */
public final class WorkFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message what failed, with the value and the place, then what to do; one line */
    public WorkFailure(String message) {
        super(message);
    }

    public WorkFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
