package io.aegis.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much of the program's own log a command shows. */
public final class LogLevel {

    private LogLevel() {}

    /** For short commands, whose reader wants the answer and not how it came about. */
    public static void warningsOnly() {
        if (LoggerFactory.getLogger("io.aegis") instanceof Logger logger) {
            logger.setLevel(Level.WARN);
        }
    }
}
