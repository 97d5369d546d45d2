package io.aegis.cli.doctor;

import io.aegis.cli.serve.ServerStart;
import io.aegis.cli.terminal.LogLevel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aegis doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks the installation and says what is wrong and what to do. Exit status 1 if something is.")
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "aegis-data",
            description = "Data directory to look at (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("aegis-data");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8501",
            description = "Port that the server would use (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            defaultValue = "${env:AEGIS_DATABASE}",
            description = "As for serve: a PostgreSQL of yours.")
    private @Nullable String database;

    @Override
    public Integer call() {
        ServerStart.requirePort(port);
        LogLevel.warningsOnly();
        DataChecks checks = new DataChecks(data, database);
        List<Finding> findings = List.of(
                MachineChecks.java(),
                MachineChecks.memory(),
                checks.space(),
                checks.sync(),
                MachineChecks.port(port),
                checks.use(),
                checks.database(),
                MachineChecks.browser());
        PrintWriter answers = Objects.requireNonNull(spec).commandLine().getOut();
        findings.forEach(finding -> print(finding, answers));
        return findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.FAIL) ? 1 : 0;
    }

    private static void print(Finding finding, PrintWriter answers) {
        String grade = finding.grade().name().toLowerCase(Locale.ROOT);
        answers.println(String.format(Locale.ROOT, "%-5s %-9s %s", grade, finding.what(), finding.text()));
        if (!finding.remedy().isEmpty()) {
            answers.println("                → " + finding.remedy());
        }
    }
}
