package io.aegis.cli.sources;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.formats.source.LogReading;
import io.aegis.formats.source.SourceSetting;
import io.aegis.formats.source.SourcesException;
import io.aegis.formats.source.SourcesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources of a server's configuration file, for commands that read what those would. */
public final class ConfiguredLogs {

    private ConfiguredLogs() {}

    /** @throws WrongInput if the file cannot be read or something in it is wrong */
    static List<SourceSetting> sources(Path config) {
        try {
            return SourcesFile.read(Files.readString(config), System::getenv);
        } catch (IOException missing) {
            throw new WrongInput("configuration file (" + config + ") cannot be read", missing);
        } catch (SourcesException wrong) {
            throw new WrongInput(
                    config + ": " + String.valueOf(wrong.getMessage()).replace('\n', ' '), wrong);
        }
    }

    /**
     * How a source's log is read.
     *
     * @param name null: the configuration has only one log
     * @throws WrongInput also if there is no such log, or it is not said which of several
     */
    public static LogReading reading(Path config, @Nullable String name) {
        List<SourceSetting> logs = sources(config).stream()
                .filter(source -> source instanceof SourceSetting.LogFile || source instanceof SourceSetting.PostedLog)
                .toList();
        List<SourceSetting> named = logs.stream()
                .filter(source -> name == null || source.name().equals(name))
                .toList();
        if (named.size() == 1) {
            return switch (named.getFirst()) {
                case SourceSetting.LogFile file -> file.reading();
                case SourceSetting.PostedLog posted -> posted.reading();
                case SourceSetting other -> throw new IllegalStateException("no log: " + other);
            };
        }
        String names = String.join(", ", logs.stream().map(SourceSetting::name).toList());
        throw new WrongInput(
                logs.isEmpty()
                        ? config + " has no source of type file or http, which would say how a log is read"
                        : name == null
                                ? config + " describes several logs: name one with --format, of " + names
                                : "--format (" + name + ") names no log of " + config + ": give one of " + names);
    }
}
