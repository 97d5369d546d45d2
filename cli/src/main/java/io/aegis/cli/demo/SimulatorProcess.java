package io.aegis.cli.demo;

import io.aegis.cli.Companion;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The simulator that drives a demo, in a process of its own that never outlives ours. */
final class SimulatorProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 15;

    /** Where it is there: the world is to wait for the dashboard, not the dashboard for the world. */
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Process process;

    private SimulatorProcess(Process process) {
        this.process = process;
    }

    static SimulatorProcess start(List<String> arguments, String controlToken) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            line.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(inherited());
        line.add("-Xmx512m");
        line.add("-XX:TieredStopAtLevel=1");
        line.add("-XX:+UseSerialGC");
        line.add("-D" + Companion.PROPERTY + "=true");
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        line.add("io.aegis.cli.Main");
        line.add("simulate");
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("AEGIS_TOKEN");
        builder.environment().put("AEGIS_CONTROL_TOKEN", controlToken);
        try {
            return new SimulatorProcess(builder.start());
        } catch (IOException fault) {
            throw new UncheckedIOException("the simulator cannot be started with " + new File(line.getFirst()), fault);
        }
    }

    /** Flags of this process that hold for every Aegis process, whatever its work. */
    private static List<String> inherited() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-XX:+")
                        || flag.startsWith("--")
                        || flag.startsWith("-Dstd")
                        || flag.startsWith("-Dfile.encoding")
                        || flag.startsWith("-Djava.awt")
                        || flag.startsWith("-Daegis.home"))
                .toList();
    }

    /** Tells its exit status when it has ended, on another thread. */
    void whenEnded(IntConsumer tell) {
        Thread.ofVirtual().start(() -> {
            try {
                tell.accept(process.waitFor());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Asks it to stop, lets it print its summary. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
