package io.aegis.engine.rule;

/** How two numbers are compared; neither answer stands where one of them is unknown. */
enum Order {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    Order(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    boolean equality() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    /** The same comparison with its sides exchanged. */
    Order mirrored() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }

    Truth compare(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                switch (this) {
                    case EQUAL -> left == right;
                    case NOT_EQUAL -> left != right;
                    case LESS -> left < right;
                    case LESS_OR_EQUAL -> left <= right;
                    case GREATER -> left > right;
                    case GREATER_OR_EQUAL -> left >= right;
                });
    }
}
