package io.aegis.cli.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How sources are laid out: sizes, names, a description of each package, nothing left over. */
final class LayoutTest {

    private static final int FILE_LINES_MAX = 500;
    private static final long FILE_BYTES_MAX = 1 << 20;
    private static final Set<String> EMPTY_NAMES =
            Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "base", "misc");

    /** Split, so that this file does not find itself. */
    private static final Pattern LEFT_OVER =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled|assume" + "(True|False)\\(");

    @Test
    void shouldDescribeEachPackage() throws IOException {
        List<String> missing = new ArrayList<>();
        Set<Path> packages = new TreeSet<>();
        SourceTree.sources().forEach(source -> packages.add(source.getParent()));
        for (Path each : packages) {
            Path info = each.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                missing.add(SourceTree.root().relativize(each).toString());
            }
        }
        assertThat(missing)
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }

    @Test
    void shouldSayWhatEachPackageOfTheProgramIs() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path source : SourceTree.sources()) {
            boolean ofProgram = source.toString().contains("/src/main/");
            if (ofProgram
                    && source.endsWith("package-info.java")
                    && !Files.readString(source).contains("/**")) {
                silent.add(SourceTree.root().relativize(source).toString());
            }
        }
        assertThat(silent).as("package-info.java without Javadoc").isEmpty();
    }

    @Test
    void shouldNamePackagesForWhatTheyHold() {
        List<String> nameless = SourceTree.sources().stream()
                .map(source -> source.getParent())
                .distinct()
                .filter(each -> EMPTY_NAMES.contains(each.getFileName().toString()))
                .map(Path::toString)
                .toList();
        assertThat(nameless).as("packages named %s", EMPTY_NAMES).isEmpty();
    }

    @Test
    void shouldKeepSourcesShort() {
        List<String> tooLong = SourceTree.sources().stream()
                .filter(source -> SourceTree.lines(source).size() > FILE_LINES_MAX)
                .map(source ->
                        source.getFileName() + " " + SourceTree.lines(source).size())
                .toList();
        assertThat(tooLong)
                .as("sources of more than %d lines: split them", FILE_LINES_MAX)
                .isEmpty();
    }

    @Test
    void shouldKeepFilesSmall() throws IOException {
        List<String> tooBig = new ArrayList<>();
        for (Path file : SourceTree.files()) {
            if (Files.size(file) > FILE_BYTES_MAX) {
                tooBig.add(SourceTree.root().relativize(file) + " " + Files.size(file));
            }
        }
        assertThat(tooBig).as("files of more than 1 MB").isEmpty();
    }

    @Test
    void shouldLeaveNothingOver() {
        List<String> found = new ArrayList<>();
        for (Path source : SourceTree.sources()) {
            List<String> lines = SourceTree.lines(source);
            for (int line = 0; line < lines.size(); line++) {
                if (LEFT_OVER.matcher(lines.get(line)).find()) {
                    found.add(SourceTree.root().relativize(source) + ":" + (line + 1) + " "
                            + lines.get(line).strip());
                }
            }
        }
        assertThat(found).as("left-over marks and tests switched off").isEmpty();
    }
}
