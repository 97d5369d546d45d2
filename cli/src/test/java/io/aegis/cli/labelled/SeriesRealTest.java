package io.aegis.cli.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The sets of real series that people labelled. */
@Tag("real")
final class SeriesRealTest {

    private static String run(Object... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new SeriesCommand());
        line.setOut(new PrintWriter(out));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        assertThat(line.execute(texts)).isZero();
        return out.toString();
    }

    /** One of the 32 windows lies in the part that is for learning. */
    @Test
    void shouldJudgeEachWindowAfterTheBeginning() {
        Path set = Path.of(Objects.requireNonNull(System.getProperty("aegis.real"), "give -Daegis.real=DIR"), "data")
                .resolve("labelled-nab-a");
        assertThat(run(set, "--windows", set.resolve("labels/combined_windows.json")))
                .containsPattern("\\| all \\| Aegis \\| 1[5-9] \\| 31 \\|")
                .containsPattern("\\| all \\| 3 sigma \\| 2[0-9] \\| 31 \\|");
    }
}
