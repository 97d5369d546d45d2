package io.aegis.codec.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a body as they are read; one that holds wrong ones without end is refused as a whole. */
public final class BodyLines {

    /** What is wrong is masked and kept, which costs more than what is right: no body is worth that without end. */
    public static final int WRONG_MAX = 100_000;

    private final List<Line> lines = new ArrayList<>();
    private int wrong;

    /**
     * @param line null where there is none to take
     * @throws BrokenBodyException with the first line that is wrong beyond {@link #WRONG_MAX}
     */
    public void add(@Nullable Line line) throws BrokenBodyException {
        if (line == null) {
            return;
        }
        if (line instanceof RejectedLine) {
            wrong++;
            refuseTooMany(wrong);
        }
        lines.add(line);
    }

    /** Those so far, in their order. */
    public List<Line> lines() {
        return lines;
    }

    static void refuseTooMany(int wrong) throws BrokenBodyException {
        if (wrong > WRONG_MAX) {
            throw new BrokenBodyException(
                    "The body has more than %,d wrong lines.\nCheck what sends it; send its good lines in smaller bodies."
                            .formatted(WRONG_MAX));
        }
    }
}
