package io.aegis.simulator.run;

import io.aegis.simulator.world.Planned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What people caused in a world, a line each, so that the world is the same when it is run again. */
public final class OrderFile {

    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable Path file;
    private final List<Planned> given;

    private OrderFile(@Nullable Path file, List<Planned> given) {
        this.file = file;
        this.given = new ArrayList<>(given);
    }

    /** Kept for this run alone. */
    public static OrderFile none() {
        return new OrderFile(null, List.of());
    }

    /**
     * Orders of the file, none where it does not exist yet. A last line that a crash has cut is left out.
     *
     * @throws IllegalArgumentException if another line cannot be read
     */
    public static OrderFile of(Path file) throws IOException {
        List<Planned> orders = new ArrayList<>();
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                try {
                    orders.add(order(JSON.readTree(lines.get(i))));
                } catch (JacksonException | java.time.DateTimeException e) {
                    if (i + 1 < lines.size()) {
                        throw new IllegalArgumentException(
                                "%s, line %d is no order: %s".formatted(file, i + 1, e.getMessage()), e);
                    }
                }
            }
        }
        return new OrderFile(file, orders);
    }

    private static Planned order(JsonNode node) {
        return new Planned(
                node.path("customer").isString() ? node.path("customer").asString() : null,
                node.path("share").asDouble(0),
                node.path("kind").asString(),
                node.path("cause").isString() ? node.path("cause").asString() : null,
                Instant.parse(node.path("onset").asString("")).toEpochMilli(),
                node.path("duration_ms").asLong(),
                node.path("severity").asDouble());
    }

    List<Planned> given() {
        return given;
    }

    void keep(Planned order) {
        given.add(order);
        if (file == null) {
            return;
        }
        ObjectNode node = JSON.createObjectNode();
        node.put("onset", Instant.ofEpochMilli(order.onsetMillis()).toString());
        node.put("kind", order.kind());
        node.put("customer", order.customer());
        node.put("share", order.share());
        node.put("cause", order.cause());
        node.put("duration_ms", order.durationMillis());
        node.put("severity", order.severity());
        try {
            Files.writeString(
                    file,
                    node + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException("what was caused cannot be kept in " + file, e);
        }
    }
}
