package io.aegis.formats.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExtractionTest {

    private static @Nullable String get(Extraction.Step step, String value) {
        return new Extraction("field", step, Unit.MILLISECONDS).from(Map.of("field", value)::get);
    }

    @Test
    void shouldTakeTheFirstGroupOfAPattern() {
        assertThat(get(new Extraction.Match(Pattern.compile("^org-(\\w+)")), "org-acme-x"))
                .isEqualTo("acme");
        assertThat(get(new Extraction.Match(Pattern.compile("^org-(\\w+)")), "acme"))
                .isNull();
    }

    @Test
    void shouldTakeAndDecodeAQueryParameter() {
        assertThat(get(new Extraction.Query("tenant"), "/v1/a?x=1&tenant=acme%20inc&y=2"))
                .isEqualTo("acme inc");
        assertThat(get(new Extraction.Query("tenant"), "tenant=acme")).isEqualTo("acme");
        assertThat(get(new Extraction.Query("tenant"), "/v1/a?tenants=acme")).isNull();
        assertThat(get(new Extraction.Query("tenant"), "/v1/a?tenant=%zz")).isEqualTo("%zz");
    }

    @Test
    void shouldTakeAVariableOfAPath() {
        RouteTemplate template = RouteTemplate.of("/t/{customer}/**");
        assertThat(get(new Extraction.PathVariable(template), "/t/acme/v1/orders?x=/t/other/"))
                .isEqualTo("acme");
        assertThat(get(new Extraction.PathVariable(template), "https://api.example.com/t/acme"))
                .isEqualTo("acme");
        assertThat(get(new Extraction.PathVariable(template), "/v1/acme/x")).isNull();
    }

    @Test
    void shouldRefuseATemplateThatIsNone() {
        assertThatThrownBy(() -> RouteTemplate.of("v1/orders")).hasMessageContaining("(v1/orders)");
        assertThatThrownBy(() -> RouteTemplate.of("/a/**/b")).hasMessageContaining("**");
    }

    @Test
    void shouldPreferTheMostLiteralTemplate() {
        RouteTemplates routes = new RouteTemplates(List.of(
                RouteTemplate.of("/v1/orders/{id}"),
                RouteTemplate.of("/v1/orders/search"),
                RouteTemplate.of("/v1/{kind}/{id}/lines"),
                RouteTemplate.of("/files/**")));
        assertThat(routes.match("/v1/orders/search")).isEqualTo("/v1/orders/search");
        assertThat(routes.match("/v1/orders/7")).isEqualTo("/v1/orders/{id}");
        assertThat(routes.match("/v1/orders/7/lines")).isEqualTo("/v1/{kind}/{id}/lines");
        assertThat(routes.match("/files/a/b/c.txt")).isEqualTo("/files/**");
        assertThat(routes.match("/v2/orders/7")).isNull();
    }

    @Test
    void shouldReadInstantsOfEveryUsualForm() {
        long at = 1_795_343_115_223L;
        assertThat(Instants.millis("1795343115.223")).isEqualTo(at);
        assertThat(Instants.millis("1795343115223")).isEqualTo(at);
        assertThat(Instants.millis("1795343115223000")).isEqualTo(at);
        assertThat(Instants.millis("1795343115223000000")).isEqualTo(at);
        assertThat(Instants.millis("2026-11-22T10:25:15.223Z")).isEqualTo(at);
        assertThat(Instants.millis("2026-11-22T11:25:15.223+01:00")).isEqualTo(at);
        assertThat(Instants.millis("22/Nov/2026:10:25:15 +0000")).isEqualTo(at - 223);
        assertThat(Instants.millis("2026-11-22 10:25:15")).isEqualTo(at - 223);
        assertThat(Instants.millis("[22/Nov/2026:11:25:15 +0100]")).isEqualTo(at - 223);
        assertThat(Instants.millis("22/Nov/2026:10:25:15.223")).isEqualTo(at);
        assertThat(Instants.millis("[[[[]")).isEqualTo(Instants.NONE);
        assertThat(Instants.millis("22/Nov/26")).isEqualTo(Instants.NONE);
        assertThat(Instants.millis("yesterday at noon")).isEqualTo(Instants.NONE);
        assertThat(Instants.millis("1795343115.22.3")).isEqualTo(Instants.NONE);
    }

    @Test
    void shouldSumTheDurationsOfSeveralUpstreams() {
        assertThat(Numbers.millis("0.000, 0.004 : 0.010", Unit.SECONDS)).isEqualTo(14, offset(1e-9));
        assertThat(Numbers.millis("-, 0.5", Unit.SECONDS)).isEqualTo(500);
        assertThat(Numbers.millis("-", Unit.SECONDS)).isNaN();
        assertThat(Numbers.millis("NaN", Unit.SECONDS)).isNaN();
    }

    @Test
    void shouldTakeTheUnitThatStandsBehindADuration() {
        assertThat(Numbers.millis("12ms", Unit.SECONDS)).isEqualTo(12);
        assertThat(Numbers.millis("850\u00B5s", Unit.SECONDS)).isEqualTo(0.85, offset(1e-9));
        assertThat(Numbers.millis("0.012s", Unit.MILLISECONDS)).isEqualTo(12, offset(1e-9));
        assertThat(Numbers.millis("2days", Unit.SECONDS)).isNaN();
        assertThat(Numbers.millis("ms", Unit.SECONDS)).isNaN();
    }
}
