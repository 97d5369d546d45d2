package io.aegis.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Looks at the machine: Java, memory, port, what the tests need. */
final class MachineChecks {

    private static final int JAVA_MIN = 21;
    private static final int JAVA_BEST = 25;
    private static final long MEMORY_BYTES_MIN = 1L << 30;
    private static final long MEMORY_BYTES_GOOD = 2L << 30;
    private static final List<String> BROWSERS = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/snap/bin/chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private MachineChecks() {}

    static Finding java() {
        String text = Runtime.version() + " in " + System.getProperty("java.home");
        int feature = Runtime.version().feature();
        if (feature < JAVA_MIN) {
            return Finding.fail("java", text, "install a JDK 21 or newer, best Eclipse Temurin 25");
        }
        return feature < JAVA_BEST
                ? Finding.warn("java", text, "works; on a JDK 25 it starts faster and keeps less memory a customer")
                : Finding.ok("java", text);
    }

    static Finding memory() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytes = system.getTotalMemorySize();
        String text = String.format(
                Locale.ROOT,
                "%.1f GB, of which Java may use %.1f GB; %d processors",
                gigabytes(bytes),
                gigabytes(Runtime.getRuntime().maxMemory()),
                system.getAvailableProcessors());
        if (bytes < MEMORY_BYTES_MIN) {
            return Finding.fail("memory", text, "give it at least 1 GB");
        }
        return bytes < MEMORY_BYTES_GOOD
                ? Finding.warn("memory", text, "enough for some ten thousand customers; 2 GB are better")
                : Finding.ok("memory", text);
    }

    static Finding port(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
            return Finding.ok("port", port + " is free");
        } catch (IOException taken) {
            return Finding.warn(
                    "port",
                    port + " is taken or not allowed",
                    "fine if that is Aegis; otherwise start with another --port");
        }
    }

    static Finding browser() {
        return BROWSERS.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .map(path -> Finding.ok("browser", path + " (only the tests need one)"))
                .orElseGet(() -> Finding.warn(
                        "browser", "no Chromium found; only the tests need one", "sudo apt-get install chromium"));
    }

    private static double gigabytes(long bytes) {
        return bytes / (double) (1L << 30);
    }
}
