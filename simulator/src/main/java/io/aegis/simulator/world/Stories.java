package io.aegis.simulator.world;

import io.aegis.engine.event.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The life stories and ways to fail that ship with the simulator, read from their YAML files. */
final class Stories {

    private static final double STUCK_SHARE_SHIPPED = 0.04;

    private final List<Story> stories;
    private final List<Failure> failures;
    private final SortedMap<String, State> states = new TreeMap<>();

    private Stories(List<Story> stories, List<Failure> failures) {
        this.stories = List.copyOf(stories);
        this.failures = List.copyOf(failures);
        for (Story story : stories) {
            for (State state : story.states().values()) {
                states.put(state.name(), state);
            }
        }
        for (State state : states.values()) {
            for (State.Exit exit : state.exits()) {
                if (!states.containsKey(exit.to())) {
                    throw new IllegalArgumentException(
                            "state %s leads to %s, which no story has".formatted(state.name(), exit.to()));
                }
            }
        }
    }

    static Stories shipped(Population population) {
        List<Story> stories = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                read("stories.yaml").get("stories").properties()) {
            stories.add(story(entry.getKey(), entry.getValue(), population.stuckShare() / STUCK_SHARE_SHIPPED));
        }
        List<Failure> failures = new ArrayList<>();
        for (JsonNode node : read("failures.yaml").get("failures")) {
            failures.add(failure(node));
        }
        return new Stories(stories, failures);
    }

    List<Story> stories() {
        return stories;
    }

    List<Failure> failures() {
        return failures;
    }

    /** @throws IllegalArgumentException if there is no such way to fail */
    Failure failure(String cause) {
        for (Failure failure : failures) {
            if (failure.cause().equals(cause)) {
                return failure;
            }
        }
        throw new IllegalArgumentException("no failure is called '%s'; there are %s"
                .formatted(cause, failures.stream().map(Failure::cause).toList()));
    }

    /** Where a company goes on whose own story was broken off. */
    State steady() {
        return Objects.requireNonNull(states.get("established.steady"));
    }

    /** Where a company goes on that has waited with its key. */
    State firstCall() {
        return Objects.requireNonNull(states.get("stuck.first_call"));
    }

    @Nullable
    State exit(State state, Stream stream) {
        double sum = 0;
        for (State.Exit exit : state.exits()) {
            sum += exit.weight();
        }
        double draw = stream.nextDouble() * sum;
        for (State.Exit exit : state.exits()) {
            draw -= exit.weight();
            if (draw < 0) {
                return states.get(exit.to());
            }
        }
        return state.exits().isEmpty()
                ? null
                : states.get(state.exits().getLast().to());
    }

    private static JsonNode read(String resource) {
        try (InputStream in = Stories.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource %s is missing from this build".formatted(resource));
            }
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Story story(String id, JsonNode node, double stuckFactor) {
        SortedMap<String, State> states = new TreeMap<>();
        State first = null;
        for (Map.Entry<String, JsonNode> entry : node.get("states").properties()) {
            State state = state(id, entry.getKey(), entry.getValue());
            states.put(state.name(), state);
            first = first == null ? state : first;
        }
        if (first == null) {
            throw new IllegalArgumentException("story %s has no states".formatted(id));
        }
        double factor = id.equals("stuck") ? stuckFactor : 1;
        return new Story(
                id,
                node.path("established").asBoolean(false),
                node.path("share").asDouble(0) * factor,
                (int) Math.round(node.path("least").asInt(0) * Math.min(1, factor)),
                node.path("arrivals").asDouble(0),
                tiers(node.path("tiers")),
                node.path("calls_min").asDouble(0),
                node.path("calls_max").asDouble(Double.MAX_VALUE),
                node.has("tier") ? Tier.valueOf(node.get("tier").asString().toUpperCase(Locale.ROOT)) : null,
                node.has("named") ? node.get("named").asString() : null,
                texts(node.path("tags")),
                node.has("rhythm")
                        ? Rhythm.valueOf(node.get("rhythm").asString().toUpperCase(Locale.ROOT))
                        : null,
                first,
                states);
    }

    private static State state(String story, String name, JsonNode node) {
        List<Act> acts = new ArrayList<>();
        for (String act : texts(node.path("do"))) {
            acts.add(StoryText.act(act));
        }
        List<State.Exit> exits = new ArrayList<>();
        JsonNode next = node.path("next");
        if (next.isString()) {
            exits.add(new State.Exit(qualified(story, next.asString()), 1));
        } else {
            for (Map.Entry<String, JsonNode> exit : next.properties()) {
                exits.add(new State.Exit(
                        qualified(story, exit.getKey()), exit.getValue().asDouble()));
            }
        }
        return new State(
                story + "." + name, acts, StoryText.stay(node.get("stay").asString()), exits);
    }

    private static String qualified(String story, String state) {
        return state.contains(".") ? state : story + "." + state;
    }

    private static Failure failure(JsonNode node) {
        double[] rate = StoryText.range(node.get("rate").asString());
        List<Integer> statuses = new ArrayList<>();
        node.get("statuses").forEach(status -> statuses.add(status.asInt()));
        return new Failure(
                node.get("cause").asString(),
                statuses,
                node.get("on").asString().equals("route"),
                node.get("weight").asDouble(),
                rate[0],
                rate[1],
                node.path("creeps").asBoolean(false),
                node.get("latency").asDouble(),
                node.path("relapse").asDouble(0));
    }

    private static Set<Tier> tiers(JsonNode node) {
        Set<Tier> tiers = EnumSet.noneOf(Tier.class);
        for (String tier : texts(node)) {
            tiers.add(Tier.valueOf(tier.toUpperCase(Locale.ROOT)));
        }
        return tiers;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
