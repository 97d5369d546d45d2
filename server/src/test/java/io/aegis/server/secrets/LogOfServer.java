package io.aegis.server.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/** All that a server writes to stderr, where its log goes. Close it. */
final class LogOfServer implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    LogOfServer() {
        System.setErr(new PrintStream(new Both(), true, StandardCharsets.UTF_8));
    }

    private final class Both extends OutputStream {

        @Override
        public void write(int b) {
            kept.write(b);
            before.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            kept.write(bytes, from, length);
            before.write(bytes, from, length);
        }
    }

    /** From now on the finest level of our own loggers too; a server's start sets it to the usual one. */
    void finest() {
        level(Level.TRACE);
    }

    private static void level(Level level) {
        ((Logger) LoggerFactory.getLogger("io.aegis")).setLevel(level);
    }

    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        level(Level.INFO);
        System.setErr(before);
    }
}
