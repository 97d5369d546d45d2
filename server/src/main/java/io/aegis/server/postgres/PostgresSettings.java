package io.aegis.server.postgres;

import java.util.List;

/** Settings of our own server, given at each start so that no file can change them. */
final class PostgresSettings {

    private PostgresSettings() {}

    static List<String> of(int port) {
        return List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "full_page_writes=on",
                "synchronous_commit=on",
                "max_connections=60",
                "shared_buffers=192MB",
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
