package io.aegis.cli.terminal;

/** What was asked cannot be done as asked: a wrong option, file or address. One line on stderr, exit status 2. */
public final class WrongInput extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message what is wrong, with the value and the place, then what to do; one line */
    public WrongInput(String message) {
        super(message);
    }

    public WrongInput(String message, Throwable cause) {
        super(message, cause);
    }
}
