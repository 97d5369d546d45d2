package io.aegis.cli.realism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A world is fitted to the log of senders whose habits are known. */
final class FitTest {

    private static final long START = Instant.parse("2025-11-03T00:00:00Z").toEpochMilli();
    private static final long DAY_MILLIS = 86_400_000;

    @TempDir
    private Path directory;

    /** 150 senders, in two days four sessions each, of 12 calls; from one to sixty seconds between them, by sender. */
    private Path log() throws Exception {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder();
        for (int sender = 0; sender < 150; sender++) {
            double gapMillis = 1_000 * StrictMath.exp(random.nextDouble() * StrictMath.log(60));
            for (int session = 0; session < 4; session++) {
                long at = START + (long) (session * 0.5 * DAY_MILLIS) + random.nextInt((int) (DAY_MILLIS / 3));
                for (int call = 0; call < 12; call++) {
                    at += (long) (-gapMillis * StrictMath.log(1 - random.nextDouble()));
                    lines.append(
                            "{\"type\":\"api_call\",\"customer\":\"c%d\",\"at\":\"%s\",\"method\":\"GET\",\"route\":\"/v1/a\",\"status\":%d}%n"
                                    .formatted(sender, Instant.ofEpochMilli(at), random.nextInt(50) == 0 ? 404 : 200));
                }
            }
        }
        return Files.writeString(directory.resolve("log.ndjson"), lines);
    }

    private JsonNode distances(String... arguments) throws Exception {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new RealismCommand());
        line.setOut(new PrintWriter(out));
        assertThat(line.execute(arguments)).isZero();
        return new JsonMapper().readTree(out.toString()).path("ks");
    }

    @Test
    void shouldMakeTheWorldLikeTheLogAndWriteItDown() throws Exception {
        String log = log().toString();
        String file = directory.resolve("world.yaml").toString();
        double shipped = distances(log, "--json").path("inter_arrival").asDouble();
        double fitted =
                distances(log, "--json", "--fit", file).path("inter_arrival").asDouble();
        assertThat(fitted).isLessThan(0.15).isLessThan(shipped / 2);
        double again = distances(log, "--json", "--scenario", file)
                .path("inter_arrival")
                .asDouble();
        assertThat(again).isCloseTo(fitted, within(0.02));
    }
}
