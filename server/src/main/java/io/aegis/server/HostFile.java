package io.aegis.server;

import io.aegis.formats.source.SourcesException;
import io.aegis.formats.source.SourcesFile;
import io.aegis.server.processing.MonitorLimits;
import io.aegis.server.projection.Retention;
import io.aegis.server.sources.ConfiguredSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the configuration file. Its parts {@code retention:} and {@code journal:} are about the server itself, the others
 * about what it is sent.
 */
final class HostFile {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> PARTS = Set.of("sources", "plans", "retention", "journal");
    private static final List<String> KINDS =
            List.of("journal", "hourly", "daily", "rejected", "rejected_lines", "unattributed");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    private final List<String> problems = new ArrayList<>();

    private HostFile() {}

    /** What the file says; where it says nothing, the usual. */
    record Settings(MonitorLimits limits, ConfiguredSources sources) {}

    /** @throws IllegalStateException with all that is wrong in it, whichever part it is in */
    static Settings read(@Nullable Path file) {
        if (file == null) {
            return new Settings(MonitorLimits.DEFAULTS, ConfiguredSources.of(List.of()));
        }
        HostFile reading = new HostFile();
        try {
            Settings settings = reading.settings(Files.readString(file));
            if (reading.problems.isEmpty()) {
                return settings;
            }
        } catch (JacksonException broken) {
            reading.problems.add("The file is no YAML: " + broken.getOriginalMessage());
        } catch (IOException missing) {
            throw new IllegalStateException("configuration file (" + file + ") cannot be read: " + missing, missing);
        }
        throw new IllegalStateException("configuration file (" + file + "):\n" + String.join("\n", reading.problems));
    }

    private Settings settings(String yaml) {
        MonitorLimits limits = limits(YAML.readTree(yaml), MonitorLimits.DEFAULTS);
        try {
            return new Settings(limits, ConfiguredSources.of(SourcesFile.read(yaml, System::getenv)));
        } catch (SourcesException wrong) {
            problems.add(wrong.getMessage());
            return new Settings(limits, ConfiguredSources.of(List.of()));
        }
    }

    private MonitorLimits limits(JsonNode root, MonitorLimits usual) {
        for (String name : root.propertyNames()) {
            if (!PARTS.contains(name)) {
                problems.add(name + ": is no part of the file. Parts are sources, plans, retention, journal.");
            }
        }
        JsonNode journal = part(root, "journal", List.of("checkpoint_every"));
        return usual.with(
                retention(part(root, "retention", KINDS), usual.retention()),
                span(journal, "journal", "checkpoint_every", usual.checkpointEvery(), Duration.ofSeconds(1)));
    }

    private Retention retention(JsonNode part, Retention usual) {
        Retention kept = new Retention(
                days(part, "journal", usual.journal()),
                days(part, "hourly", usual.hourly()),
                days(part, "daily", usual.daily()),
                span(part, "retention", "rejected", usual.rejected(), Duration.ofMinutes(1)),
                lines(part, usual.rejectedLines()),
                days(part, "unattributed", usual.unattributed()));
        if (kept.daily().compareTo(kept.hourly()) < 0) {
            problems.add("retention.daily: is shorter than retention.hourly ("
                    + kept.hourly().toDays() + "d). Hours become days, so keep days at least as long.");
        }
        return kept;
    }

    private JsonNode part(JsonNode root, String name, List<String> known) {
        JsonNode part = root.path(name);
        if (root.hasNonNull(name) && !part.isObject()) {
            problems.add(name + ": is no object. It takes " + String.join(", ", known) + ".");
        }
        for (String field : part.propertyNames()) {
            if (!known.contains(field)) {
                problems.add(name + "." + field + ": is not known. Known are " + String.join(", ", known) + ".");
            }
        }
        return part;
    }

    private Duration days(JsonNode part, String name, Duration usual) {
        return span(part, "retention", name, usual, Duration.ofDays(1));
    }

    private Duration span(JsonNode part, String place, String name, Duration usual, Duration least) {
        if (!part.hasNonNull(name)) {
            return usual;
        }
        String text = part.path(name).asString("");
        Matcher span = SPAN.matcher(text);
        Duration length = span.matches() ? length(Long.parseLong(span.group(1)), span.group(2)) : Duration.ZERO;
        if (length.compareTo(least) < 0) {
            problems.add(place + "." + name + ": (" + text + ") is no span of at least "
                    + (least.toDays() > 0 ? least.toDays() + "d" : least.toSeconds() + "s")
                    + ". Write it as 30s, 10m, 12h or 35d.");
            return usual;
        }
        return length;
    }

    private static Duration length(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private int lines(JsonNode part, int usual) {
        JsonNode lines = part.path("rejected_lines");
        if (lines.isMissingNode()) {
            return usual;
        }
        if (!lines.isInt() || lines.intValue() < 0) {
            problems.add("retention.rejected_lines: (" + lines.asString("") + ") is no number from 0 on.");
            return usual;
        }
        return lines.intValue();
    }
}
