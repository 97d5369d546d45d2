package io.aegis.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Wall clock, processor time and heap of this process around a piece of work. */
final class Meter {

    /** The serial collector leaves some of the dead where it lies, but for every fourth time. */
    private static final int COLLECTIONS = 4;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = system.getProcessCpuTime();

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Of all threads, garbage collection and compilation included. */
    double cpuSeconds() {
        return (system.getProcessCpuTime() - startCpuNanos) / 1e9;
    }

    /** Bytes of the heap that are reachable. */
    static long usedHeapBytes() {
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
