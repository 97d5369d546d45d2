package io.aegis.engine.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates or merges a customer record: only the fields whose bit is in {@code present} are taken; a present null (or
 * {@link Fact#UNKNOWN}) clears the field.
 */
public record CustomerUpdate(
        int present,
        @Nullable Tier tier,
        @Nullable Stage stage,
        long createdAtMillis,
        List<String> tags,
        boolean doNotContact)
        implements Fact {

    public static final int TIER = 1;
    public static final int STAGE = 2;
    public static final int CREATED_AT = 4;
    public static final int TAGS = 8;
    public static final int DO_NOT_CONTACT = 16;

    /** An update that touches no fact: the customer exists, its personal record changed. */
    public static final CustomerUpdate NOTHING = new CustomerUpdate(0, null, null, UNKNOWN, List.of(), false);

    public CustomerUpdate {
        tags = List.copyOf(tags);
    }

    public boolean has(int field) {
        return (present & field) != 0;
    }
}
