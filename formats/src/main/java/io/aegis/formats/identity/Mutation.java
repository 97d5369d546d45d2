package io.aegis.formats.identity;

/** What a {@link Directory} learned, for the journal: played back in order on an empty one, they give the same again. */
public sealed interface Mutation {

    /**
     * A new customer.
     *
     * @param number dense, from 0, never used again
     * @param discovered seen in traffic only; false once a customer record named it
     */
    record Created(int number, String id, boolean discovered) implements Mutation {}

    /** A customer record came for a customer that was only discovered before. */
    record Recorded(int number) implements Mutation {}

    /** From now on this id of that source means this customer. */
    record Linked(int number, String source, String externalId) implements Mutation {}

    /** This id of that source means nobody any more. */
    record Unlinked(String source, String externalId) implements Mutation {}

    /** An own id that was only discovered means another customer from now on. */
    record Redirected(String id, int number) implements Mutation {}

    /** @param key id or masked prefix, never a secret */
    record KeyLearned(int number, String key) implements Mutation {}

    record KeyForgotten(String key) implements Mutation {}

    /** All ids and keys of the customer are forgotten; its number stays used up. */
    record Erased(int number) implements Mutation {}
}
