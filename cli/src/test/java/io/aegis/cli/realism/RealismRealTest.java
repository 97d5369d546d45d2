package io.aegis.cli.realism;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A world made like the senders of a real log is near to it. */
@Tag("real")
final class RealismRealTest {

    @TempDir
    private Path directory;

    @Test
    void shouldBeNearTheStatusMixAndInterArrivalOfRealLogs() throws Exception {
        Path data = Path.of(Objects.requireNonNull(System.getProperty("aegis.real"), "give -Daegis.real=DIR"), "data");
        for (String log :
                new String[] {"access-log-nasa-1995-07/nasa_19950701.tsv.gz", "access-log-apache/apache_logs.gz"}) {
            StringWriter out = new StringWriter();
            CommandLine line = new CommandLine(new RealismCommand());
            line.setOut(new PrintWriter(out));
            int status = line.execute(
                    data.resolve(log).toString(),
                    "--json",
                    "--fit",
                    directory.resolve("world.yaml").toString(),
                    "--plots",
                    directory.resolve("plots").toString());
            assertThat(status).isZero();
            JsonNode ks = new JsonMapper().readTree(out.toString()).path("ks");
            assertThat(ks.path("status_mix").asDouble()).as(log).isLessThan(0.15);
            assertThat(ks.path("inter_arrival").asDouble()).as(log).isLessThan(0.15);
            assertThat(directory.resolve("plots/inter-arrival.svg"))
                    .content()
                    .startsWith("<svg")
                    .endsWith("</svg>\n");
        }
    }
}
