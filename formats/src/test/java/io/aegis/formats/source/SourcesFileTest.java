package io.aegis.formats.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourcesFileTest {

    private static List<SourceSetting> read(String yaml) throws SourcesException {
        return SourcesFile.read(yaml, Map.of("STRIPE_SECRET", "whsec_1")::get);
    }

    @Test
    void shouldReadEveryKind() throws SourcesException {
        List<SourceSetting> sources = read("""
                port: 8501
                plans: {price_1: pro}
                sources:
                  - {type: file, name: gateway, path: /var/log/nginx/access.log, format: nginx-json}
                  - {type: http, name: shipper, layout: '$remote_user [$time_local] "$request" $status'}
                  - {type: otlp}
                  - {type: segment, events: {Request: api_call}}
                  - {type: stripe, secrets: ["${env:STRIPE_SECRET}", whsec_0], tolerance: 10m}
                  - {type: chargebee, user: hook, password: secret}
                  - {type: sentry, secret: s}
                  - type: jdbc
                    name: crm
                    url: jdbc:mariadb://localhost/crm
                    query: select id, plan, changed from customer where changed > :since order by changed
                    high_water: changed
                    every: 30s
                    columns: {id: customer, plan: tier}
                """);
        assertThat(sources)
                .extracting(SourceSetting::name)
                .containsExactly("gateway", "shipper", "otlp", "segment", "stripe", "chargebee", "sentry", "crm");
        assertThat(sources.get(4)).isInstanceOfSatisfying(SourceSetting.Stripe.class, stripe -> {
            assertThat(stripe.secrets()).containsExactly("whsec_1", "whsec_0");
            assertThat(stripe.tolerance()).isEqualTo(Duration.ofMinutes(10));
            assertThat(stripe.plans().tier(List.of("price_1"))).hasToString("PRO");
            assertThat(stripe.toString()).doesNotContain("whsec");
        });
    }

    @Test
    void shouldMapByFieldPatternQueryAndPath() throws SourcesException {
        List<SourceSetting> sources = read("""
                sources:
                  - type: file
                    path: /var/log/api.log
                    format: json-lines
                    mapping:
                      customer:
                        - {field: uri, path: "/t/{customer}/**"}
                        - {field: args, query: tenant}
                        - {field: agent, match: "^sdk-(\\\\w+)"}
                      latency_ms: {field: took, unit: us}
                      environment: {value: test}
                      routes: ["/t/{tenant}/orders/{id}"]
                """);
        LogReading reading = ((SourceSetting.LogFile) sources.getFirst()).reading();
        String line = """
                {"time":"2026-11-22T10:25:15Z","method":"GET","status":200,"took":2500,"uri":"%s","args":"%s","agent":"%s"}""";
        Masking masking = new Masking(new byte[16]);
        Line path = reading.reader(masking).read(line.formatted("/t/acme/orders/x", "tenant=b", "sdk-c"), 1);
        assertThat(path).isInstanceOfSatisfying(PublicEvent.class, event -> {
            assertThat(event.customer()).isEqualTo("acme");
            assertThat(event.fact()).isEqualTo(new ApiCall("GET", "/t/{tenant}/orders/{id}", 200, 3, true, null, null));
        });
        assertThat(reading.reader(masking).read(line.formatted("/x", "tenant=b", "sdk-c"), 1))
                .hasFieldOrPropertyWithValue("customer", "b");
        assertThat(reading.reader(masking).read(line.formatted("/x", "y=1", "sdk-c"), 1))
                .hasFieldOrPropertyWithValue("customer", "c");
    }

    @Test
    void shouldReportAllThatIsWrongWithItsPlace() {
        assertThatThrownBy(() -> read("""
                        sources:
                          - {type: file, format: ngnix, path: /a, maping: {}}
                          - {type: file, path: /b, layout: "$a$b", mapping: {customr: x, route: {match: "("}}}
                          - {type: stripe, plans: {p: gold}}
                          - {type: kafka}
                          - {type: jdbc, url: "jdbc:oracle:x", query: select 1, high_water: x, every: soon, columns: {a: name}}
                          - {type: sentry, secret: "${env:NOT_SET}"}
                          - just text
                        """))
                .isInstanceOf(SourcesException.class)
                .message()
                .contains(
                        "sources[0]: (maping) is not known here",
                        "sources[0].format: (ngnix) is not known",
                        "sources[1].layout: The log layout has nothing between (a)",
                        "sources[1].mapping: (customr) is no target",
                        "sources[1].mapping.route.match: is no regular expression",
                        "sources[2].plans.p: (gold) is no tier",
                        "sources[2]: (secret) is missing",
                        "sources[3]: the type (kafka) is not known",
                        "sources[4].url: is no address",
                        "sources[4].query: lacks :since",
                        "sources[4].every: (soon) is no duration",
                        "sources[4].columns: no column is mapped to (customer)",
                        "sources[5].secret: the environment variable (NOT_SET) is not set",
                        "sources[6]: is no object",
                        "two are named (file)");
    }

    @Test
    void shouldReadAFileWithoutSources() throws SourcesException {
        assertThat(read("port: 8501")).isEmpty();
        assertThat(read("")).isEmpty();
        assertThatThrownBy(() -> read("sources: [")).hasMessageContaining("no YAML");
    }
}
