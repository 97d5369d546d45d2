package io.aegis.cli.simulate;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.simulator.delivery.HttpTarget;
import io.aegis.simulator.world.WorldSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server says of itself, and whose world its data is, as far as its public API shows it. */
final class ServerWorld {

    /** An attribute of the first customer's record tells which world the data came from. */
    private static final String MARK = "simulated_world";

    private static final String MARKED = "example-corp";

    private final boolean sourceTime;
    private final long nowMillis;
    private final @Nullable String mark;

    private ServerWorld(boolean sourceTime, long nowMillis, @Nullable String mark) {
        this.sourceTime = sourceTime;
        this.nowMillis = nowMillis;
        this.mark = mark;
    }

    static ServerWorld ask(HttpTarget server) throws InterruptedException {
        JsonNode status = json(server.get("/api/v1/status"), "/api/v1/status");
        String mode = status.path("time_mode").asString("");
        JsonNode now = status.path("now");
        long nowMillis = now.isString() ? Instant.parse(now.asString()).toEpochMilli() : -1;
        String customer = mode.equals("source") ? server.get("/api/v1/customer?id=" + MARKED) : null;
        JsonNode mark =
                customer == null ? null : json(customer, "/api/v1/customer").findValue(MARK);
        return new ServerWorld(mode.equals("source"), nowMillis, mark == null ? null : mark.asString());
    }

    private static JsonNode json(@Nullable String text, String path) {
        try {
            if (text != null) {
                return new JsonMapper().readTree(text);
            }
        } catch (JacksonException e) {
            throw new WrongInput("what answers at %s is no Aegis server; check --url".formatted(path), e);
        }
        throw new WrongInput("the server has no %s; check --url".formatted(path));
    }

    boolean sourceTime() {
        return sourceTime;
    }

    /** Event time of the server, -1 before the first tick. */
    long nowMillis() {
        return sourceTime ? nowMillis : -1;
    }

    /** @throws WrongInput if its data came from another world */
    void check(String name) {
        if (mark != null && !mark.equals(name)) {
            throw new WrongInput(("the server's data is of another world (%s), not of this one (%s);"
                            + " give the same options, or a server with a fresh data directory")
                    .formatted(mark, name));
        }
    }

    boolean marked() {
        return mark != null;
    }

    /** What tells one world from another. */
    static String name(WorldSettings settings, String scenario) {
        return "seed %d, lapse %s, %d customers, start %s, backfill %s%s"
                .formatted(
                        settings.seed(),
                        Duration.ofMillis(settings.lapseMillis()),
                        settings.population().customers(),
                        Instant.ofEpochMilli(settings.startMillis()),
                        Duration.ofMillis(settings.backfillMillis()),
                        scenario.isEmpty() ? "" : ", scenario " + scenario);
    }

    static String markLine(String name, long atMillis) {
        return "{\"type\":\"customer\",\"customer\":\"%s\",\"at\":\"%s\",\"attributes\":{\"%s\":\"%s\"}}"
                .formatted(MARKED, Instant.ofEpochMilli(atMillis), MARK, name);
    }
}
