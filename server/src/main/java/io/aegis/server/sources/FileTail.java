package io.aegis.server.sources;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.identity.Door;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.processing.Submission;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows an access log through renaming, compression and truncation. Each step submits whole lines together with the
 * place after them, so that after any crash reading goes on exactly where the journal ends. One thread.
 *
 * <p>A renamed file is read on until it has been quiet for a while, as its server's workers reopen it one by one. What a
 * truncation cuts off unread is read from the copy that was made before it. Where reading begins is durable before
 * anything is read.
 */
final class FileTail {

    private static final int STEP_BYTES = 1 << 20;
    private static final long LOOK_AGAIN_MILLIS = 100;
    /** A rotated file written to longer ago is closed: its server was told to open another. */
    private static final long LATELY_MILLIS = 1_000;

    private static final Duration QUIET_AFTER_ROTATION = Duration.ofSeconds(5);

    private final SourceSetting.LogFile setting;
    private final Path live;
    private final LogReader reader;
    private final Steps steps;
    private final long quietNanos;
    private final byte[] buffer = new byte[STEP_BYTES];
    /** Up to where steps are durable; in an earlier file than {@link #place} while nothing of that one is. */
    private FilePlace durable = FilePlace.START;

    private FilePlace place = FilePlace.START;
    private @Nullable LogContent open;
    private @Nullable Object openKey;
    /** Rotated files read since the last step in a live one. */
    private final Set<Object> caughtUp = new HashSet<>();

    private long rotatedNanos;
    private long lineNumber;

    /** Lines read since the start, up to the first of which anything became. */
    private long vainLines;

    private boolean told;

    FileTail(SourceSetting.LogFile setting, Masking masking, Steps steps) {
        this(setting, masking, steps, QUIET_AFTER_ROTATION);
    }

    FileTail(SourceSetting.LogFile setting, Masking masking, Steps steps, Duration quietAfterRotation) {
        this.setting = setting;
        this.live = Path.of(setting.path()).toAbsolutePath();
        this.reader = setting.reading().reader(masking);
        this.steps = steps;
        this.quietNanos = quietAfterRotation.toNanos();
    }

    /** Where steps are made durable. */
    interface Steps {
        /** How far the source has been read; null where never. */
        @Nullable
        String progress(String source);

        /** Makes durable where reading begins; a source that was read before stays where it is. */
        void begin(String source, String progress);

        /** Returns once the step is durable; throws where that is not known. */
        void take(Submission step);
    }

    /** Goes back to what the journal holds, as at the start or after a step of which the end is not known. */
    void resume() throws IOException {
        close();
        String had = steps.progress(setting.name());
        if (had == null) {
            had = FilePlace.beginning(live, System.currentTimeMillis()).text();
            steps.begin(setting.name(), had);
        }
        durable = FilePlace.of(had);
        place = durable;
    }

    /** Reads a renamed or copied file from the place, or from its beginning, to its end and until it is quiet. */
    private void readToEnd(Path path) throws IOException {
        try (LogContent content = LogContent.open(path)) {
            place = beginning(content);
            readOn(content);
            while (!isQuiet(path)) {
                pause(path);
                readOn(content);
            }
            step(content, true);
        }
    }

    private void readOn(LogContent content) throws IOException {
        while (step(content, false)) {
            // Each step is durable before the next.
        }
    }

    private FilePlace beginning(LogContent content) throws IOException {
        return durable.isKnown() && durable.isIn(content) ? durable : FilePlace.START;
    }

    /** Whether nobody writes to a renamed file any more. */
    private boolean isQuiet(Path path) throws IOException {
        long writtenMillis = Files.getLastModifiedTime(path).toMillis();
        return System.currentTimeMillis() - writtenMillis >= Math.min(LATELY_MILLIS, quietNanos / 1_000_000);
    }

    private static void pause(Path path) throws IOException {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while (" + path + ") was read");
        }
    }

    /**
     * Reads what is there.
     *
     * @return whether there was anything, so that more may be
     */
    boolean poll() throws IOException {
        if (open == null && !openLive()) {
            return false;
        }
        LogContent content = Objects.requireNonNull(open);
        if (!place.isIn(content)) {
            // It began anew under its name: its copy holds what was not read of it.
            close();
            return true;
        }
        if (step(content, false)) {
            rotatedNanos = rotatedNanos == 0 ? 0 : System.nanoTime();
            return true;
        }
        return rotated() && leave(content);
    }

    /**
     * Opens the live file, after what was renamed since the place. It is opened first: should it be renamed meanwhile,
     * it is known by its key.
     */
    private boolean openLive() throws IOException {
        LogContent content = null;
        Object key = null;
        if (Files.exists(live)) {
            key = key(live);
            content = LogContent.open(live);
        }
        try {
            catchUp(key);
            if (content != null) {
                place = beginning(content);
            }
        } catch (IOException | RuntimeException failure) {
            if (content != null) {
                content.close();
            }
            throw failure;
        }
        if (content == null) {
            return false;
        }
        open = content;
        openKey = key;
        rotatedNanos = 0;
        lineNumber = 0;
        return true;
    }

    /** Reads the rotated files since the place. */
    private void catchUp(@Nullable Object liveKey) throws IOException {
        caughtUp.clear();
        for (Path path : RotatedFiles.since(durable, live)) {
            Object key = key(path);
            if (key.equals(liveKey)) {
                return;
            }
            readToEnd(path);
            caughtUp.add(key);
        }
    }

    /** Whether the live file was copied and truncated, or another rotated, before anything of it was read. */
    private boolean isOvertaken() throws IOException {
        for (Path path : RotatedFiles.since(durable, live)) {
            Object key = key(path);
            if (!key.equals(openKey) && !caughtUp.contains(key)) {
                return true;
            }
        }
        return false;
    }

    private static Object key(Path path) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "this file system knows no file keys");
    }

    private boolean rotated() throws IOException {
        try {
            return !key(live).equals(openKey);
        } catch (NoSuchFileException between) {
            return false;
        }
    }

    /** Leaves a renamed file once nobody writes to it any more. */
    private boolean leave(LogContent content) throws IOException {
        long now = System.nanoTime();
        if (rotatedNanos == 0) {
            rotatedNanos = now;
        }
        if (now - rotatedNanos < quietNanos) {
            return false;
        }
        step(content, true);
        close();
        return true;
    }

    /** @param last whether a line without its end is taken too, as nothing will be added to it */
    private boolean step(LogContent content, boolean last) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer);
        int n = content.read(into, place.offset());
        if (n <= 0) {
            return false;
        }
        int end = lastLineEnd(n);
        if (end == 0 && (last || n == buffer.length)) {
            end = n;
        }
        if (end == 0) {
            return false;
        }
        if (content == open && !place.isKnown() && isOvertaken()) {
            close();
            return true;
        }
        FilePlace after = place.at(place.offset() + end, content);
        List<Line> lines = lines(end);
        steps.take(Submission.step(setting.name(), lines, Door.OWN, after.text()));
        durable = after;
        place = after;
        return true;
    }

    private int lastLineEnd(int length) {
        for (int i = length - 1; i >= 0; i--) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private List<Line> lines(int end) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        while (from < end) {
            int to = from;
            while (to < end && buffer[to] != '\n') {
                to++;
            }
            lineNumber++;
            Line line = reader.read(new String(buffer, from, to - from, StandardCharsets.UTF_8).strip(), lineNumber);
            if (line != null) {
                lines.add(line);
                told = true;
            } else if (!told) {
                vainLines++;
            }
            from = to + 1;
        }
        return lines;
    }

    /** How many lines were read of which none is a call or wrong; 0 once one was. */
    long vainLines() {
        return told ? 0 : vainLines;
    }

    void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
            openKey = null;
        }
    }
}
