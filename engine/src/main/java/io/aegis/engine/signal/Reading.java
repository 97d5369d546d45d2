package io.aegis.engine.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One customer's signals at one instant, as a condition reads them; nothing is worked out that is not asked for. */
public interface Reading {

    /** A number, or a flag as 1 and 0; NaN where unknown. */
    double number(Signal signal);

    /** A text; null where unknown. */
    @Nullable
    String text(Signal signal);

    /** A list; never unknown. */
    List<String> list(Signal signal);

    /** A reported signal that still stands: a Double, a String or a Boolean; null where unknown. */
    @Nullable
    Object reported(String name);
}
