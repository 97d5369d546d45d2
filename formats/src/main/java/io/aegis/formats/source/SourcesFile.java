package io.aegis.formats.source;

import io.aegis.codec.event.Masking;
import io.aegis.engine.event.Tier;
import io.aegis.formats.gateway.LogFormat;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.segment.EventNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@code sources:} and {@code plans:} of the server's configuration file; other parts of it are not its matter. */
public final class SourcesFile {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Masking UNUSED = new Masking(new byte[16]);

    private SourcesFile() {}

    /**
     * The sources that a file names.
     *
     * @param environment gives the environment's variables: {@code ${env:NAME}} stands for one
     * @throws SourcesException with all that is wrong
     */
    public static List<SourceSetting> read(String yaml, UnaryOperator<@Nullable String> environment)
            throws SourcesException {
        List<String> problems = new ArrayList<>();
        List<SourceSetting> sources = new ArrayList<>();
        try {
            JsonNode root = YAML.readTree(yaml);
            Place top = new Place(root, "", problems, environment);
            Map<String, Tier> plans = tiers(top);
            Place list = new Place(root.path("sources"), "sources", problems, environment);
            if (root.hasNonNull("sources") && !list.node().isArray()) {
                list.wrong("is no list.");
            }
            for (int i = 0; i < list.node().size(); i++) {
                SourceSetting source = source(list.at(i), plans);
                if (source != null) {
                    sources.add(source);
                }
            }
        } catch (JacksonException broken) {
            problems.add("The file is no YAML: " + broken.getOriginalMessage());
        }
        checkNames(sources, problems);
        if (!problems.isEmpty()) {
            throw new SourcesException(problems);
        }
        return sources;
    }

    private static void checkNames(List<SourceSetting> sources, List<String> problems) {
        Set<String> names = new HashSet<>();
        for (SourceSetting source : sources) {
            if (!source.name().matches("[A-Za-z0-9_.-]{1,64}")) {
                problems.add("sources: the name (" + source.name() + ") is not 1 to 64 letters, digits, ., _ or -.");
            }
            if (!names.add(source.name())) {
                problems.add("sources: two are named (" + source.name() + "). Give each a name of its own.");
            }
        }
    }

    private static @Nullable SourceSetting source(Place place, Map<String, Tier> shared) {
        if (!place.node().isObject()) {
            place.wrong("is no object with a type.");
            return null;
        }
        String type = place.text("type");
        String name = place.has("name") ? place.text("name") : type;
        Mapping mapping = MappingReader.read(place.at("mapping"));
        Map<String, Tier> own = new LinkedHashMap<>(shared);
        own.putAll(tiers(place));
        Plans plans = new Plans(own);
        return switch (type) {
            case "file" -> {
                only(place, "path", "format", "layout");
                yield new SourceSetting.LogFile(name, place.text("path"), reading(place, mapping));
            }
            case "http" -> {
                only(place, "format", "layout");
                yield new SourceSetting.PostedLog(name, reading(place, mapping));
            }
            case "otlp" -> {
                only(place, "format", "layout");
                boolean bodies = place.has("format") || place.has("layout");
                yield new SourceSetting.Otlp(name, mapping, bodies ? reading(place, mapping) : null);
            }
            case "segment" -> {
                only(place, "events", "plans");
                yield new SourceSetting.Segment(name, mapping, events(place), plans);
            }
            case "stripe" -> {
                only(place, "secret", "secrets", "tolerance", "plans");
                Duration tolerance = place.duration("tolerance", Duration.ofMinutes(5));
                yield new SourceSetting.Stripe(name, place.texts("secret", "secrets"), tolerance, mapping, plans);
            }
            case "chargebee" -> {
                only(place, "user", "password", "plans");
                yield new SourceSetting.Chargebee(name, place.text("user"), place.text("password"), mapping, plans);
            }
            case "sentry" -> {
                only(place, "secret", "secrets");
                yield new SourceSetting.Sentry(name, place.texts("secret", "secrets"), mapping);
            }
            case "jdbc" -> jdbc(place, name, plans);
            case "" -> null;
            default -> {
                place.wrong("the type (" + type + ") is not known."
                        + " Known are file, http, otlp, segment, stripe, chargebee, sentry, jdbc.");
                yield null;
            }
        };
    }

    private static SourceSetting jdbc(Place place, String name, Plans plans) {
        only(place, "url", "user", "password", "query", "high_water", "every", "columns", "plans");
        String query = place.text("query");
        String url = place.text("url");
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:mariadb:")) {
            place.at("url").wrong("is no address of PostgreSQL (jdbc:postgresql:…) or MariaDB (jdbc:mariadb:…).");
        }
        if (!query.contains(":since")) {
            place.at("query").wrong("lacks :since, where the high-water value of the poll before goes.");
        }
        Map<String, String> columns = place.pairs("columns");
        if (!columns.containsValue("customer")) {
            place.at("columns").wrong("no column is mapped to (customer).");
        }
        return new SourceSetting.Jdbc(
                name,
                url,
                place.textOrNull("user"),
                place.textOrNull("password"),
                query,
                place.text("high_water"),
                place.duration("every", Duration.ofMinutes(1)),
                columns,
                plans);
    }

    private static void only(Place place, String... own) {
        Set<String> known = new TreeSet<>(Arrays.asList(own));
        known.addAll(List.of("type", "name", "mapping"));
        place.only(known);
    }

    private static LogReading reading(Place place, Mapping mapping) {
        String layout = place.textOrNull("layout");
        String said = place.textOrNull("format");
        String id = said == null ? LogFormat.COMBINED.id() : said;
        LogFormat format = LogFormat.of(id).orElse(null);
        if (format == null) {
            List<String> known =
                    Arrays.stream(LogFormat.values()).map(LogFormat::id).toList();
            place.at("format").wrong("(" + id + ") is not known. Known are " + String.join(", ", known) + ".");
        }
        LogReading reading = new LogReading(format == null ? LogFormat.COMBINED : format, layout, mapping);
        try {
            reading.reader(UNUSED);
        } catch (IllegalArgumentException wrong) {
            place.at("layout").wrong(String.valueOf(wrong.getMessage()));
        }
        return reading;
    }

    private static EventNames events(Place place) {
        Map<String, EventNames.Meaning> meanings = new LinkedHashMap<>();
        place.pairs("events").forEach((name, word) -> {
            for (EventNames.Meaning meaning : EventNames.Meaning.values()) {
                if (meaning.id().equals(word)) {
                    meanings.put(name, meaning);
                    return;
                }
            }
            place.at("events")
                    .at(name)
                    .wrong("(" + word + ") is none of api_call, api_key_issued, api_key_revoked, login, track.");
        });
        return new EventNames(meanings);
    }

    private static Map<String, Tier> tiers(Place place) {
        Map<String, Tier> tiers = new LinkedHashMap<>();
        place.pairs("plans").forEach((plan, word) -> {
            for (Tier tier : Tier.values()) {
                if (tier.id().equals(word.toLowerCase(Locale.ROOT))) {
                    tiers.put(plan, tier);
                    return;
                }
            }
            place.at("plans").at(plan).wrong("(" + word + ") is no tier; use none, trial, starter, pro or enterprise.");
        });
        return tiers;
    }
}
