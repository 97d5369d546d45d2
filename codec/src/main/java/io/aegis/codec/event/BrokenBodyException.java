package io.aegis.codec.event;

/** A transfer that is broken as a whole (not UTF-8, nested too deep, not JSON): nothing of it is taken. */
public final class BrokenBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    public BrokenBodyException(String message) {
        super(message);
    }
}
