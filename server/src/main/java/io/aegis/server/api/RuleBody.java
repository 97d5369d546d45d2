package io.aegis.server.api;

import io.aegis.codec.rule.RuleFile;
import io.aegis.codec.rule.RuleFileException;
import io.aegis.engine.rule.RuleSet;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rule file that a request brings. */
final class RuleBody {

    private static final int BYTES_MAX = 1 << 20;
    private static final List<String> YAML_TYPES = List.of(
            "application/yaml",
            "application/x-yaml",
            "text/yaml",
            "text/x-yaml",
            "text/plain",
            "application/octet-stream");

    private RuleBody() {}

    /**
     * The file's text. It is to be read before any parameter: a body that says it is a form would become one.
     *
     * @throws ProblemException 413 or 415
     */
    static String yaml(HttpServletRequest request) throws IOException {
        requireYaml(request.getContentType());
        return new String(Body.bytes(request, BYTES_MAX), StandardCharsets.UTF_8);
    }

    /**
     * @param refusal what did not happen because the file is wrong
     * @throws ProblemException 400 with every problem and its place
     */
    static RuleSet rules(String yaml, String refusal) {
        try {
            return RuleFile.read(yaml);
        } catch (RuleFileException wrong) {
            throw Problem.of(400, refusal + ":\n" + wrong.getMessage())
                    .with("problems", wrong.problems())
                    .exception();
        }
    }

    private static void requireYaml(@Nullable String type) {
        if (type == null) {
            return;
        }
        int end = type.indexOf(';');
        String plain = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (!YAML_TYPES.contains(plain)) {
            throw Problem.of(415, "Content-Type (" + type + ") is not YAML.\nUse application/yaml.")
                    .exception();
        }
    }
}
