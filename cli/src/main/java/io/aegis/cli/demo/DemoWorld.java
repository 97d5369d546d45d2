package io.aegis.cli.demo;

import io.aegis.cli.terminal.WorkFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a demo's world was begun with, kept in its data directory: the next start need not say it again to go on from
 * there.
 */
final class DemoWorld {

    private final Path file;
    private final Properties kept = new Properties();

    private DemoWorld(Path file) {
        this.file = file;
    }

    static DemoWorld of(Path data) {
        DemoWorld world = new DemoWorld(data.resolve("demo.properties"));
        if (Files.exists(world.file)) {
            try (Reader reader = Files.newBufferedReader(world.file)) {
                world.kept.load(reader);
            } catch (IOException fault) {
                throw new WorkFailure(world.file + " cannot be read: " + fault.getMessage(), fault);
            }
        }
        return world;
    }

    /** What was asked now, otherwise what it was begun with; null where neither says. */
    @Nullable
    String settled(String option, @Nullable Object asked) {
        if (asked != null) {
            kept.setProperty(option, asked.toString());
        }
        return kept.getProperty(option);
    }

    /** Once the data directory exists. */
    void keep() {
        try (Writer writer = Files.newBufferedWriter(file)) {
            kept.store(writer, null);
        } catch (IOException fault) {
            throw new WorkFailure(file + " cannot be written: " + fault.getMessage(), fault);
        }
    }
}
