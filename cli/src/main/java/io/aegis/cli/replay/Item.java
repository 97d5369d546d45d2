package io.aegis.cli.replay;

import io.aegis.codec.event.Line;
import java.util.Comparator;

/**
 * An event or tick of a file.
 *
 * @param order number of its line, which decides between equal times
 */
record Item(long atMillis, long order, Line line) {

    static final Comparator<Item> BY_TIME =
            Comparator.comparingLong(Item::atMillis).thenComparingLong(Item::order);

    static final Comparator<Item> BY_ORDER = Comparator.comparingLong(Item::order);
}
