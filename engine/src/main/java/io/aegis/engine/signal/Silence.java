package io.aegis.engine.signal;

/** When the customer's source was silent: that says nothing about the customer. */
public interface Silence {

    /** A source that never falls silent. */
    Silence NEVER = new Silence() {
        @Override
        public boolean on(int day, long nowMillis) {
            return false;
        }

        @Override
        public long within(long fromMillis, long toMillis) {
            return 0;
        }

        @Override
        public boolean lasts(long nowMillis) {
            return false;
        }
    };

    /**
     * Whether it was for a good part of a day.
     *
     * @param day UTC day, counted from the epoch
     * @param nowMillis the instant from which it is looked at
     */
    boolean on(int day, long nowMillis);

    /** Milliseconds of silence between two instants, the second being that from which it is looked at. */
    long within(long fromMillis, long toMillis);

    /** Whether it lasts at that instant, as far as is known then. */
    boolean lasts(long nowMillis);
}
