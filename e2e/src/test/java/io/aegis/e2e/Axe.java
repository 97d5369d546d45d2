package io.aegis.e2e;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which judges a page by the rules of WCAG 2.2 AA. */
final class Axe {

    private static final String SCRIPT = read();
    private static final String RUN = """
        async () => {
          for (const each of document.getAnimations()) {
            try { each.finish(); } catch { each.cancel(); }
          }
          const found = await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          });
          return found.violations.map((v) => v.id + ": " + v.help + " at "
            + v.nodes.slice(0, 4).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join(" | "));
        }\
        """;

    private Axe() {}

    @SuppressWarnings("unchecked")
    static List<String> violations(Page page) {
        page.evaluate(SCRIPT + "; null");
        return (List<String>) page.evaluate(RUN);
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
