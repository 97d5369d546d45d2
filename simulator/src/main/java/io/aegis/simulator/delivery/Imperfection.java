package io.aegis.simulator.delivery;

/**
 * How calls go astray on their way; each a share of all calls.
 *
 * @param late sent minutes to hours after they happened
 * @param duplicated sent twice, with the same id
 * @param lost never sent
 * @param outOfOrder overtaken by others, by seconds
 */
public record Imperfection(double late, double duplicated, double lost, double outOfOrder) {

    public static final Imperfection NONE = new Imperfection(0, 0, 0, 0);

    public Imperfection {
        double sum = late + duplicated + lost + outOfOrder;
        if (late < 0 || duplicated < 0 || lost < 0 || outOfOrder < 0 || sum > 1) {
            throw new IllegalArgumentException(
                    "delivery: late (%s), duplicated (%s), lost (%s) and out_of_order (%s) are shares of all calls; together at most 1"
                            .formatted(late, duplicated, lost, outOfOrder));
        }
    }

    /** The same without doubles. */
    public Imperfection once() {
        return new Imperfection(late, 0, lost, outOfOrder);
    }

    boolean none() {
        return equals(NONE);
    }
}
