package io.aegis.simulator.scenario;

import io.aegis.simulator.delivery.Imperfection;
import io.aegis.simulator.truth.Episode;
import io.aegis.simulator.world.Durations;
import io.aegis.simulator.world.Planned;
import io.aegis.simulator.world.Population;
import io.aegis.simulator.world.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a scenario file; every problem is told with its place. */
public final class ScenarioFile {

    private static final Set<String> PARTS = Set.of("population", "episodes", "delivery");
    private static final Set<String> POPULATION = Set.of(
            "customers",
            "sizes",
            "base_error_rate",
            "signup_chance",
            "errors_per_day",
            "outages_per_month",
            "stuck_share",
            "noise",
            "ids",
            "sessions");
    private static final int IDS_MAX = 5;
    private static final Set<String> SESSIONS = Set.of("calls", "gap_low", "gap_high");
    private static final Set<String> SIZES = Set.of("median", "mean");
    private static final Set<String> ERRORS = Set.of("median", "p95", "max");
    private static final Set<String> EPISODE =
            Set.of("customer", "share", "kind", "cause", "onset", "duration", "severity");
    private static final Set<String> DELIVERY = Set.of("late", "duplicated", "lost", "out_of_order");

    private final List<String> problems = new ArrayList<>();
    private final long startMillis;

    private ScenarioFile(long startMillis) {
        this.startMillis = startMillis;
    }

    /**
     * @param customers how many where the file does not say
     * @param startMillis what relative onsets count from
     * @throws IllegalArgumentException with all problems of the file
     */
    public static Scenario read(Path file, int customers, long startMillis) throws IOException {
        String text = Files.readString(file);
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("%s is no YAML: %s".formatted(file, e.getOriginalMessage()), e);
        }
        ScenarioFile reader = new ScenarioFile(startMillis);
        Scenario scenario = reader.scenario(root, customers, text);
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(file + ": " + String.join("; ", reader.problems));
        }
        return scenario;
    }

    private Scenario scenario(JsonNode root, int customers, String text) {
        known(root, "", PARTS);
        Population population = population(root.path("population"), customers);
        List<Planned> episodes = new ArrayList<>();
        int number = 0;
        for (JsonNode node : root.path("episodes")) {
            Planned planned = episode(node, "episodes[" + number++ + "]");
            if (planned != null) {
                episodes.add(planned);
            }
        }
        Imperfection delivery = delivery(root.path("delivery"));
        String mark = Integer.toHexString(java.util.Arrays.hashCode(text.getBytes(StandardCharsets.UTF_8)));
        return new Scenario(population, episodes, delivery, mark);
    }

    private Population population(JsonNode node, int customers) {
        known(node, "population", POPULATION);
        JsonNode sizes = node.path("sizes");
        JsonNode errors = node.path("base_error_rate");
        known(sizes, "population.sizes", SIZES);
        known(errors, "population.base_error_rate", ERRORS);
        Population usual = Population.usual(customers);
        double median = number(errors, "median", errors.isNumber() ? errors.asDouble() : usual.errorMedian());
        return new Population(
                (int) number(node, "customers", customers),
                number(sizes, "median", usual.callsMedian()),
                number(sizes, "mean", usual.callsMean()),
                median,
                number(errors, "p95", errors.isNumber() ? median * 1.01 : Math.max(median, usual.errorP95())),
                number(errors, "max", Math.max(usual.errorMax(), median)),
                number(node, "signup_chance", usual.signupChance()),
                number(node, "errors_per_day", usual.troublesPerDay()),
                usual.troubleCallsMin(),
                number(node, "outages_per_month", usual.outagesPerMonth()),
                number(node, "stuck_share", usual.stuckShare()),
                number(node, "noise", usual.noise()),
                ids(node),
                sessions(node.path("sessions")));
    }

    private Sessions sessions(JsonNode node) {
        known(node, "population.sessions", SESSIONS);
        Sessions usual = Sessions.USUAL;
        try {
            return new Sessions(
                    number(node, "calls", usual.calls()),
                    node.has("gap_low")
                            ? span(node.get("gap_low").asString(), "population.sessions.gap_low")
                            : usual.gapLowMillis(),
                    node.has("gap_high")
                            ? span(node.get("gap_high").asString(), "population.sessions.gap_high")
                            : usual.gapHighMillis());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return usual;
        }
    }

    private int ids(JsonNode node) {
        int ids = (int) number(node, "ids", 1);
        if (ids < 1 || ids > IDS_MAX) {
            problems.add("population.ids (%d) must lie between 1 and %d".formatted(ids, IDS_MAX));
            return 1;
        }
        return ids;
    }

    private @Nullable Planned episode(JsonNode node, String place) {
        known(node, place, EPISODE);
        String kind = node.path("kind").asString("");
        if (kind.isEmpty()) {
            problems.add(place + ": kind is missing; write for instance kind: error_debugging");
            return null;
        }
        boolean usage = kind.equals(Episode.RETENTION) || kind.equals(Episode.UPSELL);
        double severity = number(node, "severity", kind.equals(Episode.RETENTION) ? -0.5 : usage ? 1 : 0.3);
        long onset = onset(node.path("onset").asString("1d"), place);
        long duration = span(node.path("duration").asString(usage ? "14d" : "6h"), place + ".duration");
        return new Planned(
                node.has("customer") ? node.get("customer").asString() : null,
                number(node, "share", 0),
                kind,
                node.has("cause") ? node.get("cause").asString() : null,
                onset,
                duration,
                severity);
    }

    private Imperfection delivery(JsonNode node) {
        known(node, "delivery", DELIVERY);
        try {
            return new Imperfection(
                    number(node, "late", 0),
                    number(node, "duplicated", 0),
                    number(node, "lost", 0),
                    number(node, "out_of_order", 0));
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Imperfection.NONE;
        }
    }

    /** An instant, or a span counted from the first live cycle, which may be negative. */
    private long onset(String text, String place) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException notAnInstant) {
            return text.startsWith("-")
                    ? startMillis - span(text.substring(1), place + ".onset")
                    : startMillis + span(text, place + ".onset");
        }
    }

    private long span(String text, String place) {
        try {
            return Durations.parseMillis(text);
        } catch (IllegalArgumentException e) {
            problems.add(place + ": " + e.getMessage());
            return 0;
        }
    }

    private double number(JsonNode node, String field, double otherwise) {
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            problems.add("%s (%s) must be a number".formatted(field, value));
            return otherwise;
        }
        return value.asDouble();
    }

    private void known(JsonNode node, String place, Set<String> fields) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!fields.contains(entry.getKey())) {
                problems.add("%s%s is not known; there are %s"
                        .formatted(place.isEmpty() ? "" : place + ".", entry.getKey(), new TreeSet<>(fields)));
            }
        }
    }
}
