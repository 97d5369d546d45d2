package io.aegis.server.sources;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files that a log was rotated to: those beside it whose names begin with its own, or that have a time or a number
 * before its ending, as Caddy and logrotate's {@code extension} name them.
 */
final class RotatedFiles {

    private static final int FILES_MAX = 1_000;

    /** A bare {@code -2} may as well be another log. */
    private static final Pattern BEFORE_ENDING = Pattern.compile("-\\d[-0-9T:.]{5,}|\\.\\d[-0-9T:.]*");

    /** A file system's times lag behind the clock, and some know only every other second. */
    private static final long TIMES_LAG_MILLIS = 2_000;

    private RotatedFiles() {}

    /**
     * What there is to read since a place: the file that it is in, then the files rotated later, oldest first. The live
     * file is not among them unless the place is in it. While nothing is known of a file, those rotated since it began to
     * be waited for.
     *
     * @return empty where no file holds the place any more
     */
    static List<Path> since(FilePlace place, Path live) throws IOException {
        if (!place.isKnown()) {
            return writtenSince(place.sinceMillis(), live);
        }
        List<Path> newestFirst = new ArrayList<>();
        newestFirst.add(live);
        newestFirst.addAll(rotated(live));
        List<Path> found = new ArrayList<>();
        for (Path path : newestFirst) {
            boolean holds = holds(path, place);
            if (holds || !path.equals(live)) {
                found.addFirst(path);
            }
            if (holds) {
                return found;
            }
        }
        return List.of();
    }

    private static List<Path> writtenSince(long millis, Path live) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path path : rotated(live)) {
            if (Files.getLastModifiedTime(path).toMillis() >= millis - TIMES_LAG_MILLIS) {
                found.addFirst(path);
            }
        }
        return found;
    }

    private static boolean holds(Path path, FilePlace place) throws IOException {
        try (LogContent content = LogContent.open(path)) {
            return place.isIn(content);
        } catch (NoSuchFileException rotatedMeanwhile) {
            return false;
        }
    }

    /** While a file is compressed it is there twice. */
    private static boolean isBeingPacked(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".gz")
                && Files.exists(path.resolveSibling(name.substring(0, name.length() - ".gz".length())));
    }

    /** Whether a name is one to which a log of another was rotated. */
    static boolean isOf(String live, String name) {
        int dot = live.lastIndexOf('.');
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
        if (dot > 0 && plain.startsWith(live.substring(0, dot)) && plain.endsWith(live.substring(dot))) {
            int end = plain.length() - (live.length() - dot);
            return end > dot && BEFORE_ENDING.matcher(plain.substring(dot, end)).matches();
        }
        return name.startsWith(live + ".") || name.startsWith(live + "-");
    }

    private static List<Path> rotated(Path live) throws IOException {
        Path directory = live.toAbsolutePath().getParent();
        String name = live.getFileName().toString();
        record Dated(Path path, FileTime time) {}
        List<Dated> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                directory, path -> isOf(name, path.getFileName().toString()))) {
            for (Path path : all) {
                if (Files.isRegularFile(path) && !isBeingPacked(path) && files.size() < FILES_MAX) {
                    files.add(new Dated(path, Files.getLastModifiedTime(path)));
                }
            }
        }
        return files.stream()
                .sorted(Comparator.comparing(Dated::time).reversed())
                .map(Dated::path)
                .toList();
    }
}
