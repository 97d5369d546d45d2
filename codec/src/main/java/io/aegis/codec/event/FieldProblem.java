package io.aegis.codec.event;

import org.jspecify.annotations.Nullable;

/** Why a line cannot be taken; ends the decoding of that line only. */
final class FieldProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final String reason;

    FieldProblem(@Nullable String field, String reason) {
        super(reason, null, false, false);
        this.field = field;
        this.reason = reason;
    }

    @Nullable
    String field() {
        return field;
    }

    String reason() {
        return reason;
    }
}
