package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Free text from outside is text on every page, whatever it holds. */
class PagesTest {

    private static final Pattern HANDLER = Pattern.compile("<[^>\"']*(?:\"[^\"]*\"[^>\"']*)*\\son[a-z]+=");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "/v1/${7*7}/{{7*7}}/@{x}",
                "javascript:alert(1)",
                "\u202Eevil\u202C \u05E9\u05DC\u05D5\u05DD"
            })
    void shouldShowOutsideTextAsText(String text) {
        SamplePages.all(text).forEach((name, html) -> {
            assertThat(html).as(name).doesNotContain("<script>alert").doesNotContain("<img src=x");
            assertThat(html).as(name).doesNotContain("/v1/49/").doesNotContain("href=\"javascript:");
            assertThat(HANDLER.matcher(html).find())
                    .as(name + " has an inline handler")
                    .isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example Corp"})
    void shouldNeedNoInlineScriptOrStyle(String text) {
        SamplePages.all(text).forEach((name, html) -> {
            assertThat(html).as(name).doesNotContain(" style=").doesNotContain("<style");
            assertThat(Pattern.compile("<script(?![^>]*\\ssrc=)").matcher(html).find())
                    .as(name)
                    .isFalse();
            assertThat(html).as(name).doesNotContain("http://").doesNotContain("https://");
        });
    }
}
