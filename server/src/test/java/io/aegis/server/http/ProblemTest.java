package io.aegis.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemTest {

    @Test
    void shouldHaveTheFormOfRfc9457() {
        byte[] json = Problem.of(400, "Parameter (sort) is (\"x\").\nAllowed: name.")
                .with("parameter", "sort")
                .with("allowed", List.of("name"))
                .json("/api/v1/customers");
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"Parameter (sort) is (\\\"x\\\").\\nAllowed: name.\","
                        + "\"instance\":\"/api/v1/customers\",\"allowed\":[\"name\"],\"parameter\":\"sort\"}");
    }

    @Test
    void shouldNameTheDoorForLogsWhereAShipperKnocksElsewhere() {
        for (String path : new String[] {"/loki/api/v1/push", "/_bulk", "/logs/_bulk", "/services/collector/event"}) {
            assertThat(Problem.nowhere(path).detail()).contains("/v1/access-logs/NAME");
        }
        assertThat(Problem.nowhere("/v1/nothing").detail()).doesNotContain("access-logs");
    }
}
