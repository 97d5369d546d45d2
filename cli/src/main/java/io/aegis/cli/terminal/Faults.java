package io.aegis.cli.terminal;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells every fault in one line on stderr and gives the exit status that fits. */
public final class Faults {

    /** Environment variable; when set, a failure at work shows its stack trace too. */
    public static final String DEBUG = "AEGIS_DEBUG";

    /** The end of a line and how the next one begins. */
    private static final Pattern NEXT_LINE = Pattern.compile("[.;:]?\\s*\\R\\s*(.{0,2})");

    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private Faults() {}

    /** Makes the command line and its subcommands report faults so. */
    public static void handleIn(CommandLine line) {
        line.setParameterExceptionHandler((fault, arguments) -> refuse(fault));
        line.setExecutionExceptionHandler((fault, command, result) -> {
            if (fault instanceof ParameterException wrong) {
                return refuse(wrong);
            }
            return tell(fault, command);
        });
    }

    private static int refuse(ParameterException fault) {
        CommandLine command = fault.getCommandLine();
        String remedy = "see " + command.getCommandSpec().qualifiedName() + " --help";
        if (fault instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            remedy = "did you mean "
                    + unmatched.getSuggestions().stream().limit(3).collect(Collectors.joining(" or ")) + "?";
        }
        command.getErr()
                .println("aegis: " + oneLine(decapitalized(String.valueOf(fault.getMessage()))) + "; " + remedy);
        return WRONG;
    }

    private static int tell(Exception fault, CommandLine command) {
        if (System.getenv(DEBUG) != null) {
            fault.printStackTrace(command.getErr());
        }
        command.getErr().println("aegis: " + describe(fault));
        return isWrongInput(fault) ? WRONG : FAILED;
    }

    private static boolean isWrongInput(Exception fault) {
        return fault instanceof WrongInput
                || fault instanceof NoSuchFileException
                || fault instanceof AccessDeniedException
                || fault instanceof FileNotFoundException;
    }

    /** The fault in one line that a person can act on. */
    static String describe(Throwable fault) {
        return switch (fault) {
            case WrongInput wrong -> oneLine(wrong.getMessage());
            case WorkFailure failure -> oneLine(failure.getMessage());
            case NoSuchFileException missing -> "no such file: " + missing.getFile();
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case FileSystemException trouble -> oneLine(trouble.getMessage());
            case Throwable other ->
                oneLine(other.getClass().getSimpleName()
                        + (other.getMessage() == null ? "" : ": " + other.getMessage())
                        + " (set " + DEBUG + "=1 to see where)");
        };
    }

    private static String oneLine(@Nullable String text) {
        return text == null
                ? ""
                : NEXT_LINE
                        .matcher(text.strip())
                        .replaceAll(end -> Matcher.quoteReplacement("; " + decapitalized(end.group(1))));
    }

    private static String decapitalized(String text) {
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
    }
}
