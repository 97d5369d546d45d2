package io.aegis.formats.mapping;

import org.jspecify.annotations.Nullable;

/** A foreign record as named text fields. */
@FunctionalInterface
public interface Fields {

    /**
     * The value of a field; the first element where it is a list.
     *
     * @return null where the record lacks the field, or says that it has no value ({@code -}, empty, JSON null)
     */
    @Nullable
    String text(String name);

    /** Epoch milliseconds of the record where its format has one place for it, else {@link Instants#NONE}. */
    default long atMillis() {
        return Instants.NONE;
    }

    /** Duration of the call where its format has one place for it, else negative. */
    default int latencyMillis() {
        return -1;
    }
}
