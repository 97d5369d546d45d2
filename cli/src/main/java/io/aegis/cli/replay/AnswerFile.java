package io.aegis.cli.replay;

import io.aegis.cli.terminal.WorkFailure;
import io.aegis.cli.terminal.WrongInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an answer of a replay goes: a file, or {@code -} for standard output. */
final class AnswerFile {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    private AnswerFile() {}

    /** @throws WrongInput if it could not be written, which is better known before a replay than after it */
    static void check(String option, @Nullable Path file) {
        if (file == null || file.equals(STANDARD_OUTPUT)) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        String problem = "";
        if (Files.isDirectory(file)) {
            problem = "is a directory: name a file in it";
        } else if (directory != null && !Files.isDirectory(directory)) {
            problem = "cannot be written: there is no directory " + directory;
        } else if (!Files.isWritable(Files.exists(file) || directory == null ? file : directory)) {
            problem = "cannot be written: this user may not write there";
        }
        if (!problem.isEmpty()) {
            throw new WrongInput(option + " (" + file + ") " + problem);
        }
    }

    static void write(Path file, List<String> lines, PrintWriter standardOutput) {
        if (file.equals(STANDARD_OUTPUT)) {
            lines.forEach(standardOutput::println);
            standardOutput.flush();
            return;
        }
        try {
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new WorkFailure("cannot write " + file + ": " + reason(fault), fault);
        }
    }

    /** A fault of files mostly says no more than their names. */
    private static String reason(IOException fault) {
        return switch (fault) {
            case NoSuchFileException missing -> "its directory is gone";
            case AccessDeniedException denied -> "this user may not write there";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(fault.getMessage());
        };
    }
}
