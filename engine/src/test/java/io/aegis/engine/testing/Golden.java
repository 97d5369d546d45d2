package io.aegis.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A committed text that a test compares with, beside the test in {@code src/test/resources}. With
 * {@code -Daegis.golden.write=true} it is written in place of being compared.
 */
public final class Golden {

    private static final String WRITE = "aegis.golden.write";
    private static final int LINES_SHOWN_MAX = 12;
    private static final int CHARS_SHOWN_MAX = 240;

    private final Class<?> test;
    private final Path file;

    private Golden(Class<?> test, Path file) {
        this.test = test;
        this.file = file;
    }

    /** The file of that name beside a test. */
    public static Golden of(Class<?> test, String name) {
        return new Golden(test, directory(test).resolve(name));
    }

    /** Names of the files beside a test that end so, sorted. */
    public static List<String> names(Class<?> test, String end) {
        try (Stream<Path> files = Files.list(directory(test))) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether files are written in place of being compared. */
    public static boolean writes() {
        return Boolean.getBoolean(WRITE);
    }

    public boolean exists() {
        return Files.exists(file);
    }

    public Path path() {
        return file;
    }

    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text must be that of the file, which may be written anew.
     *
     * @param advice what to do when it is not
     */
    public void expect(String found, String advice) {
        if (writes()) {
            write(found);
        }
        compare(found, advice);
    }

    /**
     * The text must be that of the file, which is written once and never again: it stands for bytes that others keep.
     *
     * @param advice what to do when it is not
     */
    public void expectKept(String found, String advice) {
        if (writes() && !exists()) {
            write(found);
        }
        compare(found, advice);
    }

    private void write(String found) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(String found, String advice) {
        if (!exists()) {
            throw new AssertionError("there is no golden file (" + file + ")\n" + advice + "\n" + command());
        }
        String kept = text();
        if (!kept.equals(found)) {
            throw new AssertionError("the golden file (" + file + ") differs from what this build makes:\n"
                    + differences(kept.lines().toList(), found.lines().toList()) + advice + "\n" + command());
        }
    }

    private String command() {
        return "To write it: mvn -pl " + file.getName(file.getNameCount() - depth()) + " -am test -Dtest="
                + test.getSimpleName() + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";
    }

    /** How many names stand between the module's directory and the end, both counted. */
    private int depth() {
        return file.getNameCount() - module().getNameCount() + 1;
    }

    /** Lines that only one of both has, and where they part. */
    private static String differences(List<String> kept, List<String> found) {
        int line = 0;
        while (line < Math.min(kept.size(), found.size()) && kept.get(line).equals(found.get(line))) {
            line++;
        }
        StringBuilder text = new StringBuilder("  from line " + (line + 1) + " on, in the file (-) and made now (+)\n");
        only(kept, found).forEach(each -> text.append("  - ").append(each).append('\n'));
        only(found, kept).forEach(each -> text.append("  + ").append(each).append('\n'));
        return text.toString();
    }

    private static List<String> only(List<String> of, List<String> notOf) {
        List<String> rest = new ArrayList<>(of);
        notOf.forEach(rest::remove);
        List<String> shown = new ArrayList<>(rest.stream()
                .limit(LINES_SHOWN_MAX)
                .map(each -> each.length() > CHARS_SHOWN_MAX ? each.substring(0, CHARS_SHOWN_MAX) + "…" : each)
                .toList());
        if (rest.size() > LINES_SHOWN_MAX) {
            shown.add("… and " + (rest.size() - LINES_SHOWN_MAX) + " more");
        }
        return shown;
    }

    private static Path directory(Class<?> test) {
        return module().resolve("src/test/resources")
                .resolve(test.getPackageName().replace('.', '/'));
    }

    /** Maven says where the module lies; without it, tests run in it. */
    private static Path module() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }
}
