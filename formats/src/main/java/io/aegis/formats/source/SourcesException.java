package io.aegis.formats.source;

import java.util.List;

/** A configuration of sources that cannot be used, with all that is wrong with it. */
public final class SourcesException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, one sentence each, with the place. */
    public SourcesException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
