package io.aegis.server.processing;

/** Why a submission was not taken at all. Nothing of it is journalled; the message may be shown to the sender. */
public abstract sealed class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Refusal(String message) {
        super(message, null, false, false);
    }

    /** Queues are full; the sender tries again (429). */
    public static final class Overloaded extends Refusal {
        private static final long serialVersionUID = 1L;
        private final int retryAfterSeconds;

        public Overloaded(int retryAfterSeconds) {
            super("too much is waiting to be journalled; try again in " + retryAfterSeconds + " s");
            this.retryAfterSeconds = retryAfterSeconds;
        }

        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    /** The database is gone or full, or the monitor is closing; the sender tries again (503). */
    public static final class Unavailable extends Refusal {
        private static final long serialVersionUID = 1L;
        private final int retryAfterSeconds;

        public Unavailable(String reason, int retryAfterSeconds) {
            super(reason + "; try again in " + retryAfterSeconds + " s");
            this.retryAfterSeconds = retryAfterSeconds;
        }

        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    /** The idempotency key was used with another body (422). */
    public static final class KeyReused extends Refusal {
        private static final long serialVersionUID = 1L;

        public KeyReused(String key) {
            super("the Idempotency-Key (" + key + ") was used with another body; send new content under a new key");
        }
    }

    /** It ticks without the right to (403). */
    public static final class TimeRefused extends Refusal {
        private static final long serialVersionUID = 1L;

        public TimeRefused(String reason) {
            super(reason);
        }
    }
}
