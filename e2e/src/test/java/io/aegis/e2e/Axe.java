package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which judges a page by the rules of WCAG 2.2 AA. */
final class Axe {

    private static final String SCRIPT = read();
    private static final String RUN = """
        async (dark) => {
          for (const each of document.getAnimations()) {
            try { each.finish(); } catch { each.cancel(); }
          }
          const found = await axe.run(document, {
            // Nothing else depends on the colours.
            runOnly: dark ? { type: "rule", values: ["color-contrast", "link-in-text-block"] }
              : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            resultTypes: ["violations"],
          });
          return found.violations.map((v) => v.id + ": " + v.help + " at "
            + v.nodes.slice(0, 4).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join(" | "));
        }\
        """;

    private Axe() {}

    /** Asserts that the page as it stands has no violation and does not overflow sideways. */
    private static void shouldPass(Page page, String how, boolean dark) {
        assertThat(violations(page, dark)).as(how).isEmpty();
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue())
                .as("pixels by which it overflows, " + how)
                .isLessThanOrEqualTo(0);
    }

    /** The page as it stands, at the size it has. */
    static void shouldPassInLightAndDark(Page page, String what) {
        for (ColorScheme light : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(light));
            shouldPass(page, what + " " + light, light == ColorScheme.DARK);
        }
    }

    /** The page as it stands, on a phone, a laptop and a large screen, in light and dark. */
    static void shouldPassInEverySizeAndLight(Page page, String what) {
        for (int width : List.of(390, 1280, 1920)) {
            page.setViewportSize(width, 900);
            shouldPassInLightAndDark(page, what + " at " + width);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations(Page page, boolean dark) {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(SCRIPT + "; null");
        }
        return (List<String>) page.evaluate(RUN, dark);
    }

    private static String read() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path: see the dependencies of e2e");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
