package io.aegis.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * A process that another Aegis process started, for instance the simulator of a demo. It lives no longer than its
 * parent, even if that is killed: the parent holds its standard input, and the end of that ends it.
 */
public final class Companion {

    /** System property that makes a process a companion. */
    public static final String PROPERTY = "aegis.companion";

    private Companion() {}

    static void stopWithStandardInput() {
        if (!Boolean.getBoolean(PROPERTY)) {
            return;
        }
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            drain(System.in);
            Runtime.getRuntime().exit(0);
        });
    }

    private static void drain(InputStream input) {
        try {
            while (input.read() >= 0) {
                // What the parent writes means nothing; only the end does.
            }
        } catch (IOException closed) {
            // A broken pipe is an end too.
        }
    }
}
