package io.aegis.server.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Settings of our own server, given at each start so that no file can change them. */
final class PostgresSettings {

    private static final long MEGABYTE = 1 << 20;

    private PostgresSettings() {}

    /**
     * An eighth of the machine, so that lists of a million customers are read from memory; only pages that were read
     * take it.
     */
    private static long buffersMegabytes() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.clamp(system.getTotalMemorySize() / MEGABYTE / 8, 128, 1024);
    }

    static List<String> of(int port) {
        return List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "full_page_writes=on",
                "synchronous_commit=on",
                "max_connections=60",
                "shared_buffers=" + buffersMegabytes() + "MB",
                "wal_level=minimal",
                "max_wal_senders=0",
                "wal_buffers=16MB",
                "max_wal_size=2GB",
                "checkpoint_timeout=10min",
                "jit=off",
                "gin_pending_list_limit=16MB",
                "max_parallel_workers_per_gather=1",
                "autovacuum_naptime=20s",
                "log_destination=stderr",
                "logging_collector=off",
                "log_timezone=UTC",
                "timezone=UTC");
    }
}
