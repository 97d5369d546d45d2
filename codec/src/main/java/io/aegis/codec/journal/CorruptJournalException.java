package io.aegis.codec.journal;

/** A stored batch is not what was written, or was written by a newer build. */
public final class CorruptJournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CorruptJournalException(String message) {
        super(message);
    }
}
