package io.aegis.simulator.delivery;

/** The target refuses what it is sent; the message is one line for the person at the terminal. */
public final class DeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean usage;

    public DeliveryException(String message, boolean usage) {
        super(message);
        this.usage = usage;
    }

    /** True where an option or address is wrong, false where the work failed. */
    public boolean usage() {
        return usage;
    }
}
