package io.aegis.cli.rules;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.rule.RuleFile;
import io.aegis.codec.rule.RuleFileException;
import io.aegis.engine.rule.RuleSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a rule file, and its problems in the form that editors jump to. */
public final class RuleText {

    private static final long BYTES_MAX = 4L << 20;

    private RuleText() {}

    static String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new WrongInput(file + " is a directory: name a rule file");
        }
        if (Files.exists(file) && Files.size(file) > BYTES_MAX) {
            throw new WrongInput(file + " is larger than 4 MiB: it is no rule file");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WrongInput(file + " is not UTF-8: save it as UTF-8", e);
        }
    }

    /**
     * What {@code --rules} names.
     *
     * @throws WrongInput where it is no rule file, with the first problem and its place
     */
    public static RuleSet rules(Path file) throws IOException {
        try {
            return RuleFile.read(read(file));
        } catch (RuleFileException wrong) {
            throw new WrongInput("--rules (" + file + "): " + wrong.getMessage(), wrong);
        }
    }

    /** {@code FILE:LINE:COLUMN: MESSAGE}, a line each. */
    static void tell(PrintWriter out, Path file, RuleFileException wrong) {
        for (RuleFileException.Problem problem : wrong.problems()) {
            out.println(file + ":" + problem.line() + ":" + problem.column() + ": " + problem.message());
        }
    }
}
