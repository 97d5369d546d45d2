package io.aegis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class MainTest {

    private final StringWriter answers = new StringWriter();
    private final StringWriter notes = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(answers, true));
        line.setErr(new PrintWriter(notes, true));
        return line.execute(arguments);
    }

    static Stream<String> commands() {
        return Main.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldExplainEachCommand(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(answers.toString()).contains("Usage: aegis " + command);
        assertThat(notes.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldRefuseAWrongOptionInOneLine(String command) {
        assertThat(run(command, "--no-such-option")).isEqualTo(2);
        assertThat(answers.toString()).isEmpty();
        assertThat(notes.toString()).hasLineCount(1).contains("--no-such-option");
    }

    @Test
    void shouldSayVersion() {
        assertThat(run("--version")).isZero();
        assertThat(answers.toString()).startsWith("aegis ");
    }

    @Test
    void shouldRefuseAnUnknownCommandInOneLine() {
        assertThat(run("tset")).isEqualTo(2);
        assertThat(notes.toString()).hasLineCount(1).contains("tset");
    }

    @Test
    void shouldAskForACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(notes.toString()).hasLineCount(1).contains("--help");
    }
}
