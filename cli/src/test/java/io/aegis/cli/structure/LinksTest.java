package io.aegis.cli.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Links among the pages lead somewhere. */
final class LinksTest {

    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    private static List<Path> pages() {
        return SourceTree.files().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    @Test
    void shouldResolveEachLink() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(String.join("\n", SourceTree.lines(page)));
            while (link.find()) {
                if (!leadsSomewhere(page, link.group(1))) {
                    broken.add(SourceTree.root().relativize(page) + " → " + link.group(1));
                }
            }
        }
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void shouldListEachPageInTheIndex() {
        String index = String.join("\n", SourceTree.lines(SourceTree.root().resolve("docs/README.md")));
        List<String> unlisted = pages().stream()
                .map(page -> SourceTree.root().resolve("docs").relativize(page).toString())
                .filter(page -> !page.startsWith("..") && !page.contains("/") && !page.equals("README.md"))
                .filter(page -> !index.contains("(" + page + ")"))
                .toList();
        assertThat(unlisted)
                .as("pages of docs that docs/README.md does not list")
                .isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String target) {
        if (target.startsWith("http://") || target.startsWith("https://") || target.startsWith("mailto:")) {
            return true;
        }
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path to = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(to) && (hash < 0 || anchors(to).contains(target.substring(hash + 1)));
    }

    private static List<String> anchors(Path page) {
        return SourceTree.lines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ *", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toList());
    }
}
